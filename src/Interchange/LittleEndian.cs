using System.Buffers.Binary;
using System.Numerics;

namespace Interchange;

/// <summary>Numbers as files keep them: little-endian, in the type names of safetensors.</summary>
internal static class LittleEndian
{
    public static bool Reads(string type) => type is "F64" or "F32" or "F16" or "BF16";

    public static int Size<T>() => typeof(T) == typeof(double) ? sizeof(double) : sizeof(float);

    public static string TypeName<T>() => typeof(T) == typeof(double) ? "F64" : "F32";

    public static byte[] Bytes<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int size = Size<T>();
        var bytes = new byte[values.Length * size];
        for (int k = 0; k < values.Length; k++)
        {
            var to = bytes.AsSpan(k * size);
            if (size == sizeof(double))
            {
                BinaryPrimitives.WriteDoubleLittleEndian(to, double.CreateTruncating(values[k]));
            }
            else
            {
                BinaryPrimitives.WriteSingleLittleEndian(to, float.CreateTruncating(values[k]));
            }
        }

        return bytes;
    }

    public static T[] Numbers<T>(ReadOnlySpan<byte> bytes, string type)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int size = type switch { "F64" => 8, "F32" => 4, _ => 2 };
        var values = new T[bytes.Length / size];
        for (int k = 0; k < values.Length; k++)
        {
            var from = bytes.Slice(k * size, size);
            values[k] = type switch
            {
                "F64" => T.CreateTruncating(BinaryPrimitives.ReadDoubleLittleEndian(from)),
                "F32" => T.CreateTruncating(BinaryPrimitives.ReadSingleLittleEndian(from)),
                "F16" => T.CreateTruncating(BinaryPrimitives.ReadHalfLittleEndian(from)),
                // the upper half of an F32
                _ => T.CreateTruncating(BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(from) << 16)),
            };
        }

        return values;
    }
}
