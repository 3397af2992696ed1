using System.Buffers.Binary;
using System.Text.Json;

namespace Interchange;

/// <summary>
/// The header of a safetensors file: eight bytes of its length, then JSON with type, shape and place of every tensor. Every
/// statement is checked against the file's own length before anything is read or allocated by it.
/// </summary>
internal static class SafetensorsHeader
{
    public const int Preamble = 8;
    public const string MetadataKey = "__metadata__";

    // the limit that the format's own library sets
    private const int MaxLength = 100_000_000;

    private static readonly Dictionary<string, int> s_bytes = new(StringComparer.Ordinal)
    {
        ["BOOL"] = 1,
        ["U8"] = 1,
        ["I8"] = 1,
        ["F8_E5M2"] = 1,
        ["F8_E4M3"] = 1,
        ["U16"] = 2,
        ["I16"] = 2,
        ["F16"] = 2,
        ["BF16"] = 2,
        ["U32"] = 4,
        ["I32"] = 4,
        ["F32"] = 4,
        ["U64"] = 8,
        ["I64"] = 8,
        ["F64"] = 8,
    };

    /// <summary>The tensors in the order of their bytes, the free text beside them, and where the bytes begin.</summary>
    /// <exception cref="InvalidDataException">The header is cut short, is no such JSON, or says what cannot be.</exception>
    public static (List<SafetensorsEntry> Entries, Dictionary<string, string> Metadata, long DataStart) Read(Stream file, string path)
    {
        long length = Length(file, path);
        var bytes = new byte[length];
        file.ReadExactly(bytes);
        try
        {
            using var json = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
            var entries = new List<SafetensorsEntry>();
            foreach (var property in json.RootElement.EnumerateObject())
            {
                if (property.Name == MetadataKey)
                {
                    metadata = property.Value.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetString() ?? "");
                }
                else
                {
                    entries.Add(Entry(property, path));
                }
            }

            entries.Sort((a, b) => (a.Start, a.End).CompareTo((b.Start, b.End)));
            CheckPlaces(entries, file.Length - Preamble - length, path);
            return (entries, metadata, Preamble + length);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{path} is not a safetensors file: its header cannot be read ({exception.Message}).", exception);
        }
    }

    private static long Length(Stream file, string path)
    {
        Span<byte> preamble = stackalloc byte[Preamble];
        if (file.Length < Preamble)
        {
            throw new InvalidDataException($"{path} is cut short: it has {file.Length} bytes, and a safetensors file begins with {Preamble} of its header's length.");
        }

        file.ReadExactly(preamble);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(preamble);
        if (length > MaxLength || length > (ulong)(file.Length - Preamble))
        {
            throw new InvalidDataException(
                $"{path} is not a safetensors file or cut short: it announces a header of {length} bytes; {file.Length - Preamble} follow, and {MaxLength} are the most that is read.");
        }

        return (long)length;
    }

    private static SafetensorsEntry Entry(JsonProperty property, string path)
    {
        string type = property.Value.GetProperty("dtype").GetString() ?? "";
        long[] shape = [.. property.Value.GetProperty("shape").EnumerateArray().Select(axis => axis.GetInt64())];
        long[] place = [.. property.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64())];
        if (!s_bytes.TryGetValue(type, out int size))
        {
            throw new InvalidDataException($"{path}: the tensor \"{property.Name}\" has the unknown type \"{type}\"; known are {string.Join(", ", s_bytes.Keys)}.");
        }

        if (place.Length != 2 || place[0] < 0 || place[1] < place[0])
        {
            throw new InvalidDataException($"{path}: the tensor \"{property.Name}\" has the place {WeightTransfer.Text(place)}; it needs a first byte and the one after the last.");
        }

        if (Count(shape) is not long count || count > long.MaxValue / size || count * size != place[1] - place[0])
        {
            throw new InvalidDataException(
                $"{path}: the tensor \"{property.Name}\" has {place[1] - place[0]} bytes; its shape {WeightTransfer.Text(shape)} of {type} needs another number.");
        }

        return new SafetensorsEntry(property.Name, type, shape, place[0], place[1]);
    }

    // the number of elements, or null where there is none
    private static long? Count(long[] shape)
    {
        Int128 count = 1;
        foreach (long axis in shape)
        {
            if (axis < 0)
            {
                return null;
            }

            count *= axis;
            if (count > long.MaxValue)
            {
                return null;
            }
        }

        return (long)count;
    }

    // one after the other without gap or overlap, to the last byte of the file, as the format asks
    private static void CheckPlaces(List<SafetensorsEntry> entries, long bytes, string path)
    {
        long next = 0;
        foreach (var entry in entries)
        {
            if (entry.Start != next)
            {
                string what = entry.Start < next ? "overlaps the one before it" : "leaves a gap after the one before it";
                throw new InvalidDataException($"{path}: the tensor \"{entry.Name}\" {what}: it begins at byte {entry.Start}, and byte {next} is next.");
            }

            next = entry.End;
        }

        if (next != bytes)
        {
            throw new InvalidDataException($"{path} has {bytes} bytes of numbers; its header needs {next}.");
        }
    }
}
