using System.Globalization;
using System.Numerics;
using System.Text;

namespace Recurrent;

/// <summary>A stack of layers in single precision, as Keras' Sequential.</summary>
public class Sequential : Sequential<float>
{
    /// <summary>A model of the given layers.</summary>
    /// <param name="layers">First layer first; more can be added with Add.</param>
    public Sequential(params Layer[] layers)
        : base(layers)
    {
    }
}

/// <summary>
/// A stack of layers. The weights come to be when the input's shape is known: with <see cref="Build(int)"/>, or with the
/// first data. The same seed gives the same bits, whatever the number of threads. Training and prediction count subnormal
/// numbers, in single precision those below 1.2e-38, as zero where the processor can be told to; a trace keeps them.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public partial class Sequential<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<Layer> _layers = [];
    private Network<T>? _network;
    private int? _timeSteps;
    private int _threads = Environment.ProcessorCount;

    /// <summary>A model of the given layers.</summary>
    /// <param name="layers">First layer first; more can be added with Add.</param>
    public Sequential(params Layer[] layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        foreach (var layer in layers)
        {
            Add(layer);
        }
    }

    /// <summary>The layers, first layer first.</summary>
    public IReadOnlyList<Layer> Layers => _layers;

    /// <summary>Seed of the weights' start; read when the model is built. 0 by default.</summary>
    public long Seed { get; set; }

    /// <summary>Most threads that a pass may use; the number of processors by default. It changes no bit of any result.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set below 1.</exception>
    public int Threads
    {
        get => _threads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            _threads = value;
            if (_network is not null)
            {
                _network.Threads = value;
            }
        }
    }

    /// <summary>Whether the weights exist.</summary>
    public bool IsBuilt => _network is not null;

    /// <summary>Number of weights.</summary>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    public int ParameterCount => Built().Parameters.Count;

    /// <summary>Shape of one sample: [-1, features] for any number of steps, [-1] for steps of whole numbers (a first embedding), or [features].</summary>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    public IReadOnlyList<int> InputShape => Built().Layers[0] is IReadsIndices ? [-1] : Built().Input.Sequence ? [-1, Built().Input.Features] : [Built().Input.Features];

    /// <summary>The weights, in the order of the layers and with Keras' names and shapes.</summary>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    public IReadOnlyList<Variable<T>> Variables => [.. Built().Parameters.Slices.Select(s => new Variable<T>(Built().Parameters, s))];

    /// <summary>A weight, copied; setting it checks the shape.</summary>
    /// <param name="layer">Index of the layer, from 0.</param>
    /// <param name="name">kernel, recurrent_kernel or bias; inside a bidirectional layer forward/kernel and so on.</param>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    /// <exception cref="ArgumentException">No such weight, or another shape.</exception>
    public Tensor<T> this[int layer, string name]
    {
        get => Find(layer, name).Value;
        set => Find(layer, name).Value = value;
    }

    /// <summary>A weight, copied; setting it checks the shape.</summary>
    /// <param name="layer">Name of the layer, such as lstm_1.</param>
    /// <param name="name">kernel, recurrent_kernel or bias; inside a bidirectional layer forward/kernel and so on.</param>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    /// <exception cref="ArgumentException">No such weight, or another shape.</exception>
    public Tensor<T> this[string layer, string name]
    {
        get => Find(IndexOf(layer), name).Value;
        set => Find(IndexOf(layer), name).Value = value;
    }

    /// <summary>Adds a layer at the end.</summary>
    /// <param name="layer">The layer.</param>
    /// <exception cref="InvalidOperationException">The model is built already.</exception>
    public void Add(Layer layer)
    {
        ArgumentNullException.ThrowIfNull(layer);
        if (_network is not null)
        {
            throw new InvalidOperationException("The model is built; layers can only be added before.");
        }

        _layers.Add(layer);
    }

    /// <summary>Makes the weights for inputs [samples, any number of steps, features] (dense layers alone: [samples, features]).</summary>
    /// <param name="features">Size of the input's last axis, at least 1.</param>
    /// <exception cref="InvalidOperationException">The model is built already, or has no layers.</exception>
    /// <exception cref="ArgumentException">A layer cannot read what the one before hands on.</exception>
    public void Build(int features) => Build(new LayerShape(_layers.Exists(l => l is not Dense and not Dropout), features), Seed);

    /// <summary>Makes the weights for inputs [samples, timeSteps, features]; other numbers of steps can be read too.</summary>
    /// <param name="timeSteps">Number of steps to show in the summary.</param>
    /// <param name="features">Size of the input's last axis, at least 1.</param>
    /// <exception cref="InvalidOperationException">The model is built already, or has no layers.</exception>
    /// <exception cref="ArgumentException">A layer cannot read what the one before hands on.</exception>
    public void Build(int timeSteps, int features)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(timeSteps, 1);
        Build(new LayerShape(true, features), Seed);
        _timeSteps = timeSteps;
    }

    /// <summary>The layers with their output shapes and numbers of weights, as a table.</summary>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    public string Summary()
    {
        var network = Built();
        var text = new StringBuilder();
        AddLine(text, "Layer (type)", "Output shape", "Weights");
        text.AppendLine(new string('-', 68));
        for (int k = 0; k < network.Layers.Count; k++)
        {
            var shape = network.OutputShapes[k];
            string steps = shape.Sequence ? $"{_timeSteps?.ToString(CultureInfo.InvariantCulture) ?? "steps"}, " : "";
            int count = network.Parameters.Slices.Where(s => s.Layer == k).Sum(s => s.Length);
            AddLine(text, $"{network.Names[k]} ({network.Layers[k].Type})", $"(samples, {steps}{shape.Features})", Count(count));
        }

        text.AppendLine(new string('-', 68));
        AddLine(text, "Total", "", Count(network.Parameters.Count));
        return text.ToString();
    }

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static void AddLine(StringBuilder text, string layer, string shape, string count)
    {
        text.Append(CultureInfo.InvariantCulture, $"{layer,-30}{shape,-26}{count,12}").AppendLine();
    }

    private void Build(LayerShape input, long seed)
    {
        if (_network is not null)
        {
            throw new InvalidOperationException("The model is built already.");
        }

        if (_layers.Count == 0)
        {
            throw new InvalidOperationException("The model has no layers.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(input.Features, 1, "features");
        _network = new Network<T>([.. _layers], input, seed) { Threads = _threads };
    }

    private Network<T> Built()
    {
        return _network ?? throw new InvalidOperationException("The model is not built: call Build, or Fit or Predict with data.");
    }

    // The network for these inputs, built from their shape where there is none yet.
    private Network<T> BuiltFor(in Inputs<T> inputs, string name, long? seed = null)
    {
        var x = inputs.X ?? throw new ArgumentNullException(name);
        if (_network is null)
        {
            bool indices = _layers.Count > 0 && _layers[0] is IReadsIndices;
            if (x.Rank != (indices ? 2 : 3) && (indices || x.Rank != 2))
            {
                string wanted = indices ? "[samples, steps]" : "[samples, steps, features], or [samples, features] for dense layers";
                throw new ArgumentException($"{name} has shape {Shapes.Text(x.ShapeArray)}; a model reads {wanted}.", name);
            }

            Build(new LayerShape(indices || x.Rank == 3, indices ? 1 : x.Shape[^1]), seed ?? Seed);
            if (indices || x.Rank == 3)
            {
                _timeSteps = x.Shape[1];
            }
        }

        Guard.Inputs(_network!, inputs, name);
        return _network!;
    }

    private int IndexOf(string layer)
    {
        int index = Array.IndexOf([.. Built().Names], layer);
        return index >= 0
            ? index
            : throw new ArgumentException($"No layer is called \"{layer}\"; the layers are {string.Join(", ", Built().Names)}.", nameof(layer));
    }

    private Variable<T> Find(int layer, string name)
    {
        var parameters = Built().Parameters;
        var slice = parameters.Slices.FirstOrDefault(s => s.Layer == layer && s.Name == name);
        return slice is not null
            ? new Variable<T>(parameters, slice)
            : throw new ArgumentException(
                $"Layer {layer} has no weight \"{name}\"; the model has {string.Join(", ", parameters.Slices.Select(s => $"[{s.Layer}, \"{s.Name}\"]"))}.", nameof(name));
    }
}
