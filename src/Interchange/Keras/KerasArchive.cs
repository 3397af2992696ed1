using System.IO.Compression;
using Recurrent;

namespace Interchange;

/// <summary>A .keras file: a zip archive of config.json and model.weights.h5.</summary>
internal static class KerasArchive
{
    private const int MaxConfigLength = 16_000_000;

    // of the weights file beside what the weights need: the optimizer's state, a few numbers for each weight, and the file's own structure
    private const int BytesForAWeight = 64;
    private const int Structure = 16_000_000;

    public static Sequential Read(string path)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            var config = ReadConfig(archive, path);
            var entry = Entry(archive, "model.weights.h5", path);
            var weights = Weights(config);
            if (weights > entry.Length || entry.Length > (BytesForAWeight * weights) + Structure || entry.Length > Array.MaxLength)
            {
                throw new InvalidDataException($"{path}: the layers of config.json need {weights} weights; model.weights.h5 with {entry.Length} bytes cannot be theirs.");
            }

            var model = new Sequential([.. config.Layers]);
            Build(model, config);
            KerasWeights.Read(model, Bytes(entry), path);
            return model;
        }
        catch (InvalidDataException exception) when (!exception.Message.StartsWith(path, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{path} is not a .keras file, or cut short: {exception.Message}", exception);
        }
    }

    private static KerasConfig ReadConfig(ZipArchive archive, string path)
    {
        var entry = Entry(archive, "config.json", path);
        if (entry.Length > MaxConfigLength)
        {
            throw new InvalidDataException($"{path}: config.json has {entry.Length} bytes; at most {MaxConfigLength} are read.");
        }

        using var stream = new MemoryStream(Bytes(entry));
        return KerasConfig.Read(stream, path);
    }

    private static void Build(Sequential model, KerasConfig config)
    {
        if (config.Sequence && config.Layers.All(l => l is Dense or Dropout))
        {
            model.Build(1, config.Features!.Value);
        }
        else
        {
            model.Build(config.Features ?? 1);
        }
    }

    // exactly the length that the archive states, however much its data would unpack to
    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        var bytes = new byte[entry.Length];
        using var stream = entry.Open();
        try
        {
            stream.ReadExactly(bytes);
        }
        catch (EndOfStreamException exception)
        {
            throw new InvalidDataException($"{entry.FullName} is shorter than stated.", exception);
        }

        return bytes;
    }

    private static ZipArchiveEntry Entry(ZipArchive archive, string name, string path)
    {
        return archive.GetEntry(name) ?? throw new InvalidDataException($"{path} is not a .keras file: it has no {name}.");
    }

    // how many weights the layers have, before any is allocated
    private static Int128 Weights(KerasConfig config)
    {
        Int128 count = 0, features = config.Features ?? 1;
        foreach (var layer in config.Layers)
        {
            (Int128 own, features) = layer switch
            {
                Embedding e => ((Int128)e.InputDim * e.OutputDim, e.OutputDim),
                Dense d => (features * d.Units, d.Units),
                Bidirectional b => (2 * (features + b.ForwardLayer.Units) * b.ForwardLayer.Units, b.MergeMode is MergeMode.Concat or MergeMode.None ? 2 * (Int128)b.ForwardLayer.Units : b.ForwardLayer.Units),
                RecurrentLayer r => ((features + r.Units) * r.Units, r.Units),
                _ => (0, features),
            };
            count += own;
        }

        return count;
    }
}
