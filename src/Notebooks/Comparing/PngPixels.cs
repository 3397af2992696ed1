using System.Buffers.Binary;
using System.IO.Compression;

namespace Notebooks;

/// <summary>
/// The pixels of a PNG, as red, green, blue and alpha of a byte each. Reads what plotting libraries write: 8 bits a sample,
/// not interlaced, grey, coloured or with a palette. https://www.w3.org/TR/png-3/
/// </summary>
internal sealed class PngPixels
{
    private const int MostPixels = 64 * 1024 * 1024;
    private static readonly byte[] s_signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

    private readonly byte[] _rgba;

    private PngPixels(byte[] source, int width, int height, byte[] rgba)
    {
        Source = source;
        Width = width;
        Height = height;
        _rgba = rgba;
    }

    public byte[] Source { get; }

    public int Width { get; }

    public int Height { get; }

    /// <summary>The picture, or null if it is none of those that can be read.</summary>
    public static PngPixels? Read(byte[] bytes)
    {
        try
        {
            return bytes.AsSpan().StartsWith(s_signature) ? Decode(bytes) : null;
        }
        catch (Exception e) when (e is InvalidDataException or ArgumentOutOfRangeException or EndOfStreamException or IndexOutOfRangeException)
        {
            return null; // damaged: its bytes are compared instead
        }
    }

    /// <summary>How far the samples of two pictures of one size are apart on average, from 0 to 1.</summary>
    public double DistanceTo(PngPixels other)
    {
        var sum = 0L;
        for (var i = 0; i < _rgba.Length; i++)
        {
            sum += Math.Abs(_rgba[i] - other._rgba[i]);
        }

        return _rgba.Length == 0 ? 0 : sum / (255.0 * _rgba.Length);
    }

    private static PngPixels? Decode(byte[] bytes)
    {
        var header = Chunks(bytes).First(chunk => chunk.Type == "IHDR").Data.Span;
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header[4..]));
        var (depth, colour, interlace) = (header[8], header[9], header[12]);
        var channels = colour switch { 0 or 3 => 1, 2 => 3, 4 => 2, 6 => 4, _ => 0 };
        if (depth != 8 || interlace != 0 || channels == 0 || width <= 0 || height <= 0 || (long)width * height > MostPixels)
        {
            return null;
        }

        var palette = Chunks(bytes).FirstOrDefault(chunk => chunk.Type == "PLTE").Data;
        var clear = Chunks(bytes).FirstOrDefault(chunk => chunk.Type == "tRNS").Data;
        var samples = Unfiltered(bytes, width * channels, height, channels);
        var rgba = new byte[width * height * 4];
        for (var i = 0; i < width * height; i++)
        {
            Pixel(samples.AsSpan(i * channels, channels), colour, palette.Span, clear.Span).CopyTo(rgba.AsSpan(i * 4));
        }

        return new PngPixels(bytes, width, height, rgba);
    }

    private static ReadOnlySpan<byte> Pixel(ReadOnlySpan<byte> sample, byte colour, ReadOnlySpan<byte> palette, ReadOnlySpan<byte> clear) => colour switch
    {
        0 => new byte[] { sample[0], sample[0], sample[0], 255 },
        2 => new byte[] { sample[0], sample[1], sample[2], 255 },
        3 => new byte[] { palette[sample[0] * 3], palette[(sample[0] * 3) + 1], palette[(sample[0] * 3) + 2], sample[0] < clear.Length ? clear[sample[0]] : (byte)255 },
        4 => new byte[] { sample[0], sample[0], sample[0], sample[1] },
        _ => sample,
    };

    private static IEnumerable<(string Type, ReadOnlyMemory<byte> Data)> Chunks(byte[] bytes)
    {
        for (var at = s_signature.Length; at + 12 <= bytes.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
            if (length < 0)
            {
                throw new InvalidDataException("A chunk has a negative length.");
            }

            yield return (System.Text.Encoding.ASCII.GetString(bytes, at + 4, 4), bytes.AsMemory(at + 8, length));
            at += length + 12;
        }
    }

    // Each row begins with the number of the filter that it was written through; a sample is filtered by those left and above.
    private static byte[] Unfiltered(byte[] bytes, int stride, int height, int step)
    {
        using var compressed = new MemoryStream();
        foreach (var (_, data) in Chunks(bytes).Where(chunk => chunk.Type == "IDAT"))
        {
            compressed.Write(data.Span);
        }

        compressed.Position = 0;
        using var inflated = new ZLibStream(compressed, CompressionMode.Decompress);
        var pixels = new byte[stride * height];
        var row = new byte[stride + 1];
        for (var y = 0; y < height; y++)
        {
            inflated.ReadExactly(row);
            for (var x = 0; x < stride; x++)
            {
                var left = x >= step ? pixels[(y * stride) + x - step] : 0;
                var above = y > 0 ? pixels[((y - 1) * stride) + x] : 0;
                var corner = x >= step && y > 0 ? pixels[((y - 1) * stride) + x - step] : 0;
                pixels[(y * stride) + x] = (byte)(row[x + 1] + Predicted(row[0], left, above, corner));
            }
        }

        return pixels;
    }

    private static int Predicted(byte filter, int left, int above, int corner) => filter switch
    {
        0 => 0,
        1 => left,
        2 => above,
        3 => (left + above) / 2,
        4 => Paeth(left, above, corner),
        _ => throw new InvalidDataException($"There is no filter {filter}."),
    };

    private static int Paeth(int left, int above, int corner)
    {
        var guess = left + above - corner;
        var (toLeft, toAbove, toCorner) = (Math.Abs(guess - left), Math.Abs(guess - above), Math.Abs(guess - corner));
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }
}
