using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scripting.Charts;

/// <summary>One column of a trace: numbers with NaN for gaps, or texts (dates, categories) with null for gaps.</summary>
internal sealed class Values
{
    private Values(double[]? numbers, string?[]? texts) => (Numbers, Texts) = (numbers, texts);

    public double[]? Numbers { get; }

    public string?[]? Texts { get; }

    public int Count => Numbers?.Length ?? Texts!.Length;

    public string? this[int index] => Texts is not null ? Texts[index] : Numbers![index].ToString(CultureInfo.InvariantCulture);

    public static Values Of(double[] numbers) => new(numbers, null);

    public static Values Of(string?[] texts) => new(null, texts);

    /// <summary>Reads a JSON array or a typed array <c>{"bdata","dtype"}</c>; null when the node is neither.</summary>
    public static Values? Read(JsonNode? node) => node switch
    {
        JsonArray array => Read(array),
        JsonObject typed when typed.At("bdata").Text() is { } data => Of(Decode(data, typed.At("dtype").Text())),
        _ => null,
    };

    /// <summary>Reads a matrix: an array of rows, or a typed array with a <c>shape</c>.</summary>
    public static double[][]? ReadRows(JsonNode? node)
    {
        if (node is JsonArray rows)
        {
            return [.. rows.Select(row => Read(row)?.Numbers ?? [])];
        }

        if (Read(node)?.Numbers is not { } flat || ShapeOf(node) is not { Length: 2 } shape)
        {
            return null;
        }

        if (shape[0] < 0 || shape[1] < 0 || (long)shape[0] * shape[1] != flat.Length)
        {
            throw new ArgumentException($"A typed matrix of shape {shape[0]}, {shape[1]} has {flat.Length} numbers.", nameof(node));
        }

        return [.. Enumerable.Range(0, shape[0]).Select(row => flat[(row * shape[1])..((row + 1) * shape[1])])];
    }

    private static int[] ShapeOf(JsonNode? node) =>
        [.. (node.At("shape").Text() ?? "").Split(',').Select(part => int.TryParse(part, CultureInfo.InvariantCulture, out var size) ? size : 0)];

    private static Values Read(JsonArray array) => array.All(IsNumeric)
        ? Of([.. array.Select(item => item.Number() ?? double.NaN)])
        : Of([.. array.Select(TextOf)]);

    private static bool IsNumeric(JsonNode? item) => item?.GetValueKind() switch
    {
        null or JsonValueKind.Number => true,
        JsonValueKind.String => item.Text() is "NaN" or "Infinity" or "-Infinity",
        _ => false,
    };

    private static string? TextOf(JsonNode? item) => item?.GetValueKind() switch
    {
        null => null,
        JsonValueKind.String => item.Text(),
        _ => item.ToJsonString(),
    };

    private static double[] Decode(string base64, string? dtype)
    {
        var buffer = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, buffer, out var length))
        {
            throw new ArgumentException("A typed array's 'bdata' is not base64.", nameof(base64));
        }

        ReadOnlySpan<byte> bytes = buffer.AsSpan(0, length);
        return dtype?.TrimStart('<', '=', '|') switch
        {
            "f8" or "float64" => Decode(bytes, 8, BinaryPrimitives.ReadDoubleLittleEndian),
            "f4" or "float32" => Decode(bytes, 4, static item => BinaryPrimitives.ReadSingleLittleEndian(item)),
            "i4" or "int32" => Decode(bytes, 4, static item => BinaryPrimitives.ReadInt32LittleEndian(item)),
            "u4" or "uint32" => Decode(bytes, 4, static item => BinaryPrimitives.ReadUInt32LittleEndian(item)),
            "i2" or "int16" => Decode(bytes, 2, static item => BinaryPrimitives.ReadInt16LittleEndian(item)),
            "u2" or "uint16" => Decode(bytes, 2, static item => BinaryPrimitives.ReadUInt16LittleEndian(item)),
            "i1" or "int8" => Decode(bytes, 1, static item => (sbyte)item[0]),
            "u1" or "uint8" or "u1c" or "uint8c" => Decode(bytes, 1, static item => item[0]),
            _ => throw new ArgumentException($"A typed array has dtype '{dtype}'; known are f8, f4, i4, u4, i2, u2, i1 and u1.", nameof(dtype)),
        };
    }

    private delegate double Reader(ReadOnlySpan<byte> item);

    private static double[] Decode(ReadOnlySpan<byte> bytes, int width, Reader read)
    {
        var numbers = new double[bytes.Length / width];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = read(bytes.Slice(i * width, width));
        }

        return numbers;
    }
}
