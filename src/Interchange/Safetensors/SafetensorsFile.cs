using System.Numerics;
using System.Text.Json;
using Recurrent;

namespace Interchange;

/// <summary>
/// A file of named tensors in the safetensors format. Opening reads and checks the header alone; Read takes one tensor.
/// </summary>
public sealed class SafetensorsFile
{
    private readonly Dictionary<string, SafetensorsEntry> _byName;
    private readonly long _dataStart;

    private SafetensorsFile(string path, List<SafetensorsEntry> entries, Dictionary<string, string> metadata, long dataStart)
    {
        Path = path;
        Entries = entries;
        Metadata = metadata;
        _dataStart = dataStart;
        _byName = entries.ToDictionary(e => e.Name, StringComparer.Ordinal);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The tensors, in the order of their bytes.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries { get; }

    /// <summary>Free text that the file carries.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens a file and checks its header: length, types, shapes, and that the places fill the file without gap or overlap.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is cut short, or its header is wrong; the message names the tensor and what was found.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static SafetensorsFile Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var file = File.OpenRead(path);
        var (entries, metadata, dataStart) = SafetensorsHeader.Read(file, path);
        return new SafetensorsFile(path, entries, metadata, dataStart);
    }

    /// <summary>Writes tensors to a file, aside first and then moved into place: F32 for float, F64 for double.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <param name="tensors">Names and tensors, written in this order.</param>
    /// <param name="metadata">Free text to carry along.</param>
    /// <exception cref="ArgumentException">Two tensors have one name, or one has the name that the format keeps for the text.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write<T>(string path, IEnumerable<KeyValuePair<string, Tensor<T>>> tensors, IReadOnlyDictionary<string, string>? metadata = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(tensors);
        KeyValuePair<string, Tensor<T>>[] all = [.. tensors];
        string? wrong = all.GroupBy(t => t.Key).FirstOrDefault(g => g.Count() > 1 || g.Key == SafetensorsHeader.MetadataKey)?.Key;
        if (wrong is not null)
        {
            throw new ArgumentException($"The tensors need names of their own, and none may be {SafetensorsHeader.MetadataKey}; given is \"{wrong}\".", nameof(tensors));
        }

        byte[] header = Header(all, metadata);
        AsideFile.Write(path, stream =>
        {
            stream.Write(BitConverter.IsLittleEndian ? BitConverter.GetBytes((long)header.Length) : [.. BitConverter.GetBytes((long)header.Length).Reverse()]);
            stream.Write(header);
            foreach (var (_, tensor) in all)
            {
                stream.Write(LittleEndian.Bytes<T>(tensor.AsSpan()));
            }
        });
    }

    /// <summary>Whether the file has a tensor of this name.</summary>
    /// <param name="name">The name.</param>
    public bool Contains(string name) => _byName.ContainsKey(name);

    /// <summary>One tensor, its numbers converted and rounded to nearest.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="name">Its name; of type F64, F32, F16 or BF16.</param>
    /// <exception cref="KeyNotFoundException">The file has no such tensor.</exception>
    /// <exception cref="InvalidDataException">The tensor is of whole numbers or too large for one array, or the file was cut short since it was opened.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public Tensor<T> Read<T>(string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!_byName.TryGetValue(name, out var entry))
        {
            throw new KeyNotFoundException($"{Path} has no tensor \"{name}\"; it has {string.Join(", ", _byName.Keys)}.");
        }

        if (!LittleEndian.Reads(entry.DataType))
        {
            throw new InvalidDataException($"{Path}: the tensor \"{name}\" is of type {entry.DataType}; weights are F64, F32, F16 or BF16.");
        }

        if (entry.End - entry.Start > Array.MaxLength || entry.Shape.Any(axis => axis > int.MaxValue))
        {
            throw new InvalidDataException($"{Path}: the tensor \"{name}\" of shape {WeightTransfer.Text(entry.Shape)} is too large for one array.");
        }

        using var file = File.OpenRead(Path);
        if (file.Length < _dataStart + entry.End)
        {
            throw new InvalidDataException($"{Path} is cut short: the tensor \"{name}\" ends at byte {_dataStart + entry.End} of {file.Length}.");
        }

        file.Position = _dataStart + entry.Start;
        var bytes = new byte[entry.End - entry.Start];
        file.ReadExactly(bytes);
        return new Tensor<T>(LittleEndian.Numbers<T>(bytes, entry.DataType), [.. entry.Shape.Select(axis => (int)axis)]);
    }

    private static byte[] Header<T>(KeyValuePair<string, Tensor<T>>[] tensors, IReadOnlyDictionary<string, string>? metadata)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            if (metadata is not null)
            {
                json.WriteStartObject(SafetensorsHeader.MetadataKey);
                foreach (var (key, text) in metadata)
                {
                    json.WriteString(key, text);
                }

                json.WriteEndObject();
            }

            long start = 0;
            foreach (var (name, tensor) in tensors)
            {
                long end = start + ((long)tensor.Length * LittleEndian.Size<T>());
                json.WriteStartObject(name);
                json.WriteString("dtype", LittleEndian.TypeName<T>());
                WriteNumbers(json, "shape", tensor.Shape.Select(axis => (long)axis));
                WriteNumbers(json, "data_offsets", [start, end]);
                json.WriteEndObject();
                start = end;
            }

            json.WriteEndObject();
        }

        // spaces up to a multiple of eight, so that the numbers are aligned
        stream.Write("       "u8[..(int)((8 - (stream.Length % 8)) % 8)]);
        return stream.ToArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string key, IEnumerable<long> numbers)
    {
        json.WriteStartArray(key);
        foreach (long number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
