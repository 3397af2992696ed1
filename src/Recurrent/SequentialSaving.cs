using System.Numerics;
using System.Text.Json;

namespace Recurrent;

public partial class Sequential<T>
{
    /// <summary>
    /// Writes layers and weights to one file, aside first and then moved into place. Optimiser and loss are not part of it:
    /// call Compile after Load to train on.
    /// </summary>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ModelFile.Write(Built(), path);
    }

    /// <summary>A model from a file that Save wrote, in either precision.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is cut short, damaged, of another version or not a model; the message tells what was found and expected.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Sequential<T> Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var (header, weights) = ModelFile.Read(path);
        var model = new Sequential<T>([.. header.GetProperty("layers").EnumerateArray().Select(LayerConfig.Read)]);
        model.Build(new LayerShape(header.GetProperty("sequence").GetBoolean(), header.GetProperty("features").GetInt32()), model.Seed);
        model.TakeWeights(path, header, weights);
        return model;
    }

    /// <summary>Takes the weights of a file that Save wrote for a model with the same weights; otherwise the model stays as it was.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    /// <exception cref="InvalidDataException">As for Load, or the file's weights have other names or shapes than the model's.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public void LoadWeights(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Built();
        var (header, weights) = ModelFile.Read(path);
        TakeWeights(path, header, weights);
    }

    private void TakeWeights(string path, JsonElement header, double[] weights)
    {
        var parameters = Built().Parameters;
        var found = ModelFile.Shapes(header).Select(w => $"{w.Name} {Shapes.Text(w.Shape)}").ToList();
        var expected = parameters.Slices.Select(s => $"{s.LayerName}/{s.Name} {Shapes.Text(s.Shape)}").ToList();
        for (int k = 0; k < Math.Max(found.Count, expected.Count); k++)
        {
            string there = k < found.Count ? found[k] : "nothing", here = k < expected.Count ? expected[k] : "nothing";
            if (there != here)
            {
                throw new InvalidDataException($"{path} does not fit the model: its weight {k} is {there}; expected {here}.");
            }
        }

        for (int k = 0; k < weights.Length; k++)
        {
            parameters.Values[k] = T.CreateTruncating(weights[k]);
        }
    }
}
