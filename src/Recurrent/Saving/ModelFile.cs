using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Recurrent;

/// <summary>
/// A model in one file: eight letters, a version, the length of a JSON header, the header (layers, input, precision,
/// weights with names and shapes), the weights as little-endian numbers in that order, and a SHA-256 of all before it.
/// </summary>
internal static class ModelFile
{
    private const int Version = 1;
    private const int Preamble = 16;
    private const int HashLength = 32;

    private static ReadOnlySpan<byte> Magic => "RECURRNT"u8;

    /// <summary>Writes beside the place and moves into it, so that a reader never meets half a file.</summary>
    public static void Write<T>(Network<T> network, string path)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        byte[] header = Header(network);
        int weights = network.Parameters.Count * Marshal.SizeOf<T>();
        var bytes = new byte[Preamble + header.Length + weights + HashLength];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), header.Length);
        header.CopyTo(bytes, Preamble);
        WriteNumbers<T>(network.Parameters.Values, bytes.AsSpan(Preamble + header.Length, weights));
        SHA256.HashData(bytes.AsSpan(0, bytes.Length - HashLength), bytes.AsSpan(bytes.Length - HashLength));
        string aside = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllBytes(aside, bytes);
            File.Move(aside, path, overwrite: true);
        }
        catch
        {
            File.Delete(aside);
            throw;
        }
    }

    /// <summary>The header and the weights, after every check that the file itself allows.</summary>
    public static (JsonElement Header, double[] Weights) Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        if (bytes.Length < Preamble || !bytes.AsSpan(0, 8).SequenceEqual(Magic))
        {
            string found = Encoding.Latin1.GetString(bytes, 0, Math.Min(8, bytes.Length));
            throw new InvalidDataException($"{path} is not a saved model: it starts with \"{Printable(found)}\"; expected \"{Encoding.ASCII.GetString(Magic)}\".");
        }

        int version = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(8));
        if (version != Version)
        {
            throw new InvalidDataException($"{path} is of version {version}; expected {Version}.");
        }

        int headerLength = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(12));
        if (headerLength < 2 || headerLength > bytes.Length - Preamble - HashLength)
        {
            throw new InvalidDataException($"{path} is cut short: it has {bytes.Length} bytes and announces a header of {headerLength}.");
        }

        var (header, size, count) = Parse(bytes.AsSpan(Preamble, headerLength), path);
        long expected = Preamble + headerLength + (count * size) + HashLength;
        if (bytes.Length != expected)
        {
            throw new InvalidDataException($"{path} has {bytes.Length} bytes; its header needs {expected}.");
        }

        if (!SHA256.HashData(bytes.AsSpan(0, bytes.Length - HashLength)).AsSpan().SequenceEqual(bytes.AsSpan(bytes.Length - HashLength)))
        {
            throw new InvalidDataException($"{path} is damaged: its checksum does not match its content.");
        }

        return (header, ReadNumbers(bytes.AsSpan(Preamble + headerLength, (int)(count * size)), size));
    }

    /// <summary>Names and shapes of the weights in a header.</summary>
    public static List<(string Name, int[] Shape)> Shapes(JsonElement header)
    {
        return [.. header.GetProperty("weights").EnumerateArray().Select(w =>
            (w.GetProperty("name").GetString() ?? "", w.GetProperty("shape").EnumerateArray().Select(v => v.GetInt32()).ToArray()))];
    }

    private static byte[] Header<T>(Network<T> network)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("precision", typeof(T) == typeof(double) ? "double" : "single");
            json.WriteBoolean("sequence", network.Input.Sequence);
            json.WriteNumber("features", network.Input.Features);
            json.WriteStartArray("layers");
            foreach (var layer in network.Layers)
            {
                LayerConfig.Write(json, layer);
            }

            json.WriteEndArray();
            json.WriteStartArray("weights");
            foreach (var slice in network.Parameters.Slices)
            {
                json.WriteStartObject();
                json.WriteString("name", $"{slice.LayerName}/{slice.Name}");
                json.WriteStartArray("shape");
                Array.ForEach(slice.Shape, json.WriteNumberValue);
                json.WriteEndArray();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    // the header, the size of a number, and how many numbers it announces
    private static (JsonElement Header, int Size, long Count) Parse(ReadOnlySpan<byte> text, string path)
    {
        try
        {
            var reader = new Utf8JsonReader(text);
            using var document = JsonDocument.ParseValue(ref reader);
            var header = document.RootElement.Clone();
            int size = header.GetProperty("precision").GetString() == "double" ? 8 : 4;
            return (header, size, Shapes(header).Sum(w => w.Shape.Aggregate(1L, (product, axis) => checked(product * axis))));
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException)
        {
            throw new InvalidDataException($"{path} is damaged: its header cannot be read ({exception.Message}).", exception);
        }
    }

    private static void WriteNumbers<T>(ReadOnlySpan<T> values, Span<byte> bytes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int size = Marshal.SizeOf<T>();
        for (int k = 0; k < values.Length; k++)
        {
            var to = bytes.Slice(k * size, size);
            if (size == 8)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(to, double.CreateTruncating(values[k]));
            }
            else
            {
                BinaryPrimitives.WriteSingleLittleEndian(to, float.CreateTruncating(values[k]));
            }
        }
    }

    private static double[] ReadNumbers(ReadOnlySpan<byte> bytes, int size)
    {
        var values = new double[bytes.Length / size];
        for (int k = 0; k < values.Length; k++)
        {
            var from = bytes.Slice(k * size, size);
            values[k] = size == 8 ? BinaryPrimitives.ReadDoubleLittleEndian(from) : BinaryPrimitives.ReadSingleLittleEndian(from);
        }

        return values;
    }

    private static string Printable(string text) => new([.. text.Select(c => c is >= ' ' and <= '~' ? c : '?')]);
}
