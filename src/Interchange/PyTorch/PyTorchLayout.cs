using System.Numerics;
using Recurrent;

namespace Interchange;

/// <summary>One weight of PyTorch: its name and shape, and the tensor made of the model's weights.</summary>
internal sealed record PyTorchWeight<T>(string Name, int[] Shape, Func<Tensor<T>> Make)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>One weight of the model, and the tensor made of PyTorch's weights.</summary>
internal sealed record KerasWeight<T>(Variable<T> Variable, Func<IReadOnlyDictionary<string, Tensor<T>>, Tensor<T>> Make)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>;

/// <summary>The weights of a model in both layouts.</summary>
internal sealed class PyTorchLayout<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // LSTM: i, f, g, o in both. GRU: z, r, g in Keras, r, z, n in PyTorch.
    private static readonly int[] s_same = [0];
    private static readonly int[] s_lstm = [0, 1, 2, 3];
    private static readonly int[] s_gru = [1, 0, 2];

    private readonly List<PyTorchWeight<T>> _weights = [];
    private readonly List<KerasWeight<T>> _variables = [];
    private readonly ILookup<int, Variable<T>> _byLayer;

    public PyTorchLayout(Sequential<T> model, IReadOnlyDictionary<string, PyTorchPlace>? places)
    {
        _byLayer = model.Variables.ToLookup(v => v.LayerIndex);
        string[] names = [.. model.Variables.Select(v => v.Layer).Distinct()];
        string? unknown = places?.Keys.Except(names).FirstOrDefault();
        if (unknown is not null)
        {
            throw new ArgumentException($"A place is given for the layer \"{unknown}\"; the model's layers with weights are {string.Join(", ", names)}.", nameof(places));
        }

        for (int k = 0; k < model.Layers.Count; k++)
        {
            if (_byLayer.Contains(k))
            {
                string name = _byLayer[k].First().Layer;
                Add(model.Layers[k], k, places?.GetValueOrDefault(name) ?? new PyTorchPlace(name));
            }
        }
    }

    /// <summary>PyTorch's weights, in PyTorch's order.</summary>
    public IReadOnlyList<PyTorchWeight<T>> Weights => _weights;

    /// <summary>The model's weights.</summary>
    public IReadOnlyList<KerasWeight<T>> Variables => _variables;

    private void Add(Layer layer, int index, PyTorchPlace place)
    {
        string module = place.Module.Length == 0 ? "" : place.Module + ".";
        switch (layer)
        {
            case Dense:
                AddTransposed(Find(index, "kernel"), module + "weight", s_same);
                AddVectors(Optional(index, "bias"), [module + "bias"], s_same);
                break;
            case Embedding:
                var table = Find(index, "embeddings");
                _weights.Add(new PyTorchWeight<T>(module + "weight", [.. table.Shape], () => table.Value));
                _variables.Add(new KerasWeight<T>(table, all => all[module + "weight"]));
                break;
            case Bidirectional both:
                AddCell(both.ForwardLayer, index, "forward/", module, $"_l{place.Layer}");
                AddCell(both.BackwardLayer, index, "backward/", module, $"_l{place.Layer}_reverse");
                break;
            case RecurrentLayer cell:
                AddCell(cell, index, "", module, $"_l{place.Layer}");
                break;
            default:
                throw new NotSupportedException($"Layer {index} ({layer.Type}) has no counterpart in PyTorch.");
        }
    }

    private void AddCell(RecurrentLayer layer, int index, string inside, string module, string suffix)
    {
        int[] order = Order(layer, index);
        AddTransposed(Find(index, inside + "kernel"), $"{module}weight_ih{suffix}", order);
        AddTransposed(Find(index, inside + "recurrent_kernel"), $"{module}weight_hh{suffix}", order);
        AddVectors(Optional(index, inside + "bias"), [$"{module}bias_ih{suffix}", $"{module}bias_hh{suffix}"], order);
    }

    // the order of the gates, where PyTorch has such a cell
    private static int[] Order(RecurrentLayer layer, int index)
    {
        string? why = layer switch
        {
            Lstm { Activation: not Activation.Tanh } or Gru { Activation: not Activation.Tanh } => $"activation {layer.Activation}; PyTorch's has Tanh",
            Lstm { RecurrentActivation: not Activation.Sigmoid and var other } => $"recurrentActivation {other}; PyTorch's has Sigmoid",
            Gru { RecurrentActivation: not Activation.Sigmoid and var other } => $"recurrentActivation {other}; PyTorch's has Sigmoid",
            Gru { ResetAfter: false } => "resetAfter false; PyTorch's applies the reset gate after the product",
            SimpleRnn { Activation: not Activation.Tanh and not Activation.Relu } => $"activation {layer.Activation}; PyTorch's has Tanh or Relu",
            Lstm or Gru or SimpleRnn => null,
            _ => "a cell that PyTorch lacks",
        };
        return why is null
            ? layer switch { Lstm => s_lstm, Gru => s_gru, _ => s_same }
            : throw new NotSupportedException($"Layer {index} ({layer.Type}) has {why}.");
    }

    // a kernel [rows, gates H] is PyTorch's [gates H, rows]
    private void AddTransposed(Variable<T> variable, string name, int[] order)
    {
        _weights.Add(new PyTorchWeight<T>(name, [variable.Shape[1], variable.Shape[0]], () => PyTorchBlocks.Transposed(variable.Value, order)));
        _variables.Add(new KerasWeight<T>(variable, all => PyTorchBlocks.TransposedBack(all[name], order)));
    }

    // One row for each name, as a GRU has them; otherwise the second of PyTorch's two biases is zero, and what is read is their sum.
    private void AddVectors(Variable<T>? variable, string[] names, int[] order)
    {
        if (variable is null)
        {
            return;
        }

        int width = variable.Shape[^1];
        for (int row = 0; row < names.Length; row++)
        {
            int at = row;
            bool zero = (at + 1) * width > variable.Length;
            _weights.Add(new PyTorchWeight<T>(names[row], [width], () => zero
                ? new Tensor<T>(width)
                : new Tensor<T>(PyTorchBlocks.Moved<T>(variable.AsSpan().Slice(at * width, width), order), width)));
        }

        _variables.Add(new KerasWeight<T>(variable, all =>
        {
            var value = new Tensor<T>([.. variable.Shape]);
            for (int row = 0; row < names.Length; row++)
            {
                var moved = PyTorchBlocks.Moved<T>(all[names[row]].AsSpan(), order);
                for (int k = 0; k < width; k++)
                {
                    value.AsSpan()[((row * width) + k) % variable.Length] += moved[k];
                }
            }

            return value;
        }));
    }

    private Variable<T> Find(int layer, string name) => Optional(layer, name)!;

    private Variable<T>? Optional(int layer, string name) => _byLayer[layer].FirstOrDefault(v => v.Name == name);
}
