using System.Numerics;
using Recurrent;

namespace Interchange;

/// <summary>
/// The weights of a model in PyTorch's layout: <c>lstm.weight_ih_l0 [4H, D]</c>, <c>lstm.weight_hh_l0 [4H, H]</c>,
/// <c>lstm.bias_ih_l0</c> and <c>lstm.bias_hh_l0 [4H]</c>, with <c>_reverse</c> for a backward layer; <c>dense.weight</c> and
/// <c>dense.bias</c>; <c>embedding.weight</c>. A module has the name of the layer unless a place says otherwise. PyTorch's cells
/// are LSTM, GRU with resetAfter and SimpleRNN of tanh or relu; a bidirectional one joins by Concat.
/// </summary>
public static class PyTorchExtensions
{
    /// <summary>Writes the weights to a safetensors file that <c>load_state_dict</c> takes.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="model">A built model.</param>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <param name="places">Modules for layers, by the layer's name; the others' modules have the layer's name.</param>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    /// <exception cref="NotSupportedException">PyTorch has no such layer; the message says which and why.</exception>
    /// <exception cref="ArgumentException">A place is for a layer that the model lacks.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void SavePyTorch<T>(this Sequential<T> model, string path, IReadOnlyDictionary<string, PyTorchPlace>? places = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        SafetensorsFile.Write(path, model.ToPyTorch(places), new Dictionary<string, string> { ["format"] = "pt" });
    }

    /// <summary>Takes the weights of a safetensors file of a PyTorch model; where one is missing or has another shape the model stays as it was.</summary>
    /// <typeparam name="T">float or double; the file may have another precision.</typeparam>
    /// <param name="model">A built model.</param>
    /// <param name="path">The file.</param>
    /// <param name="places">As for SavePyTorch.</param>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    /// <exception cref="NotSupportedException">As for SavePyTorch.</exception>
    /// <exception cref="ArgumentException">As for SavePyTorch.</exception>
    /// <exception cref="InvalidDataException">The file is damaged, lacks a weight, has one too many, or one of another shape; the message names it.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static void LoadPyTorch<T>(this Sequential<T> model, string path, IReadOnlyDictionary<string, PyTorchPlace>? places = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        var file = SafetensorsFile.Open(path);
        Take(new PyTorchLayout<T>(model, places), [.. file.Entries.Select(e => e.Name)], file.Read<T>, path);
    }

    /// <summary>The weights in PyTorch's layout, by PyTorch's names.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="model">A built model.</param>
    /// <param name="places">As for SavePyTorch.</param>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    /// <exception cref="NotSupportedException">As for SavePyTorch.</exception>
    /// <exception cref="ArgumentException">As for SavePyTorch.</exception>
    public static IReadOnlyDictionary<string, Tensor<T>> ToPyTorch<T>(this Sequential<T> model, IReadOnlyDictionary<string, PyTorchPlace>? places = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        var weights = new OrderedDictionary<string, Tensor<T>>(StringComparer.Ordinal);
        foreach (var weight in new PyTorchLayout<T>(model, places).Weights)
        {
            if (!weights.TryAdd(weight.Name, weight.Make()))
            {
                throw new ArgumentException($"Two layers have the place of \"{weight.Name}\".", nameof(places));
            }
        }

        return weights;
    }

    /// <summary>Takes weights in PyTorch's layout; where one is missing or has another shape the model stays as it was.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="model">A built model.</param>
    /// <param name="weights">The weights by PyTorch's names.</param>
    /// <param name="places">As for SavePyTorch.</param>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    /// <exception cref="NotSupportedException">As for SavePyTorch.</exception>
    /// <exception cref="ArgumentException">As for SavePyTorch.</exception>
    /// <exception cref="InvalidDataException">A weight is missing, one too many, or of another shape; the message names it.</exception>
    public static void FromPyTorch<T>(this Sequential<T> model, IReadOnlyDictionary<string, Tensor<T>> weights, IReadOnlyDictionary<string, PyTorchPlace>? places = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(weights);
        Take(new PyTorchLayout<T>(model, places), [.. weights.Keys], name => weights[name], "The dictionary");
    }

    private static void Take<T>(PyTorchLayout<T> layout, string[] names, Func<string, Tensor<T>> read, string source)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        WeightTransfer.RequireSameNames(names, [.. layout.Weights.Select(w => w.Name)], source);
        var tensors = layout.Weights.ToDictionary(w => w.Name, w => read(w.Name));
        foreach (var weight in layout.Weights)
        {
            if (!tensors[weight.Name].Shape.SequenceEqual(weight.Shape))
            {
                throw new InvalidDataException(
                    $"{source} does not fit the model: {weight.Name} has the shape {WeightTransfer.Text(tensors[weight.Name].Shape)}; expected {WeightTransfer.Text(weight.Shape)}.");
            }
        }

        WeightTransfer.Apply([.. layout.Variables.Select(v => (v.Variable, v.Make(tensors)))], source);
    }
}
