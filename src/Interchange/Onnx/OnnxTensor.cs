using System.Buffers.Binary;
using System.Globalization;
using Onnx;
using static Onnx.TensorProto.Types;

namespace Interchange;

/// <summary>A constant of a graph: floats or whole numbers with their shape, its size checked against its data.</summary>
internal sealed record OnnxTensor(int[] Shape, float[] Floats, long[] Wholes)
{
    public bool IsZero => Array.TrueForAll(Floats, f => f == 0) && Array.TrueForAll(Wholes, w => w == 0);

    /// <summary>Reads a constant; <paramref name="folder"/> holds the files that it may point to, null where it may point to none.</summary>
    public static OnnxTensor Read(TensorProto tensor, string source, string? folder)
    {
        string name = $"{source}: the constant \"{tensor.Name}\"";
        long count = 1;
        foreach (long axis in tensor.Dims)
        {
            count = axis >= 0 && (axis == 0 || count <= Array.MaxLength / axis)
                ? count * axis
                : throw new InvalidDataException($"{name} has the shape {WeightTransfer.Text(tensor.Dims)}, which is too large or negative.");
        }

        var type = (DataType)tensor.DataType;
        int size = type switch
        {
            DataType.Double or DataType.Int64 => 8,
            DataType.Float or DataType.Int32 => 4,
            DataType.Float16 or DataType.Bfloat16 => 2,
            _ => throw new NotSupportedException($"{name} is of type {type}; weights are Float, Double, Float16 or Bfloat16, shapes Int64 or Int32."),
        };
        if (tensor.DataLocation != TensorProto.Types.DataLocation.External && tensor.RawData.IsEmpty)
        {
            return FromFields(tensor, type, count, name);
        }

        byte[] bytes = tensor.DataLocation == TensorProto.Types.DataLocation.External ? External(tensor, name, folder) : tensor.RawData.ToByteArray();
        if (bytes.Length != count * size)
        {
            throw new InvalidDataException($"{name} of shape {WeightTransfer.Text(tensor.Dims)} has {bytes.Length} bytes; {count * size} are needed.");
        }

        int[] shape = [.. tensor.Dims.Select(axis => (int)axis)];
        return type is DataType.Int64 or DataType.Int32
            ? new OnnxTensor(shape, [], Wholes64(bytes, size))
            : new OnnxTensor(shape, LittleEndian.Numbers<float>(bytes, type switch { DataType.Double => "F64", DataType.Float => "F32", DataType.Float16 => "F16", _ => "BF16" }), []);
    }

    // the lists of numbers that a message may hold in place of bytes
    private static OnnxTensor FromFields(TensorProto tensor, DataType type, long count, string name)
    {
        int[] shape = [.. tensor.Dims.Select(axis => (int)axis)];
        (float[] floats, long[] wholes) = type switch
        {
            DataType.Float => (tensor.FloatData.ToArray(), Array.Empty<long>()),
            DataType.Double => ([.. tensor.DoubleData.Select(v => (float)v)], []),
            DataType.Int64 => ([], [.. tensor.Int64Data]),
            DataType.Int32 => ([], [.. tensor.Int32Data.Select(v => (long)v)]),
            _ => throw new NotSupportedException($"{name} of type {type} has no bytes."),
        };
        return floats.Length + wholes.Length == count
            ? new OnnxTensor(shape, floats, wholes)
            : throw new InvalidDataException($"{name} of shape {WeightTransfer.Text(tensor.Dims)} has {floats.Length + wholes.Length} numbers.");
    }

    private static long[] Wholes64(byte[] bytes, int size)
    {
        var values = new long[bytes.Length / size];
        for (int k = 0; k < values.Length; k++)
        {
            var from = bytes.AsSpan(k * size);
            values[k] = size == 8 ? BinaryPrimitives.ReadInt64LittleEndian(from) : BinaryPrimitives.ReadInt32LittleEndian(from);
        }

        return values;
    }

    // a stretch of a file beside the model, never one outside of its folder
    private static byte[] External(TensorProto tensor, string name, string? folder)
    {
        string location = tensor.ExternalData.FirstOrDefault(e => e.Key == "location")?.Value ?? "";
        if (folder is null)
        {
            throw new InvalidDataException($"{name} is in the file \"{location}\" beside the model; load the model from its file.");
        }

        string root = Path.GetFullPath(folder + Path.DirectorySeparatorChar);
        string path = Path.GetFullPath(Path.Combine(root, location));
        bool inside = location.Length > 0 && !Path.IsPathRooted(location) && path.StartsWith(root, StringComparison.Ordinal) && !LeadsAway(root, path);
        if (!inside)
        {
            throw new InvalidDataException($"{name} is in \"{location}\", outside of the model's folder; only files inside of it are read.");
        }

        if (!File.Exists(path))
        {
            throw new InvalidDataException($"{name} is in \"{location}\", and the model's folder has no such file.");
        }

        using var file = File.OpenRead(path);
        long offset = Number(tensor, "offset", 0, name), length = Number(tensor, "length", file.Length - offset, name);
        if (offset < 0 || length < 0 || length > file.Length - offset || length > Array.MaxLength)
        {
            throw new InvalidDataException($"{name} is in bytes {offset} to {offset + length} of \"{location}\", which has {file.Length}.");
        }

        var bytes = new byte[length];
        file.Position = offset;
        file.ReadExactly(bytes);
        return bytes;
    }

    // whether the file, or a folder on the way to it, is a link
    private static bool LeadsAway(string root, string path)
    {
        for (string? part = path; part is not null && part.Length > root.Length; part = Path.GetDirectoryName(part))
        {
            if (new FileInfo(part).LinkTarget is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static long Number(TensorProto tensor, string key, long otherwise, string name)
    {
        string? text = tensor.ExternalData.FirstOrDefault(e => e.Key == key)?.Value;
        return text is null ? otherwise
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number
            : throw new InvalidDataException($"{name} has the {key} \"{text}\"; it needs a whole number.");
    }
}
