using System.Buffers.Binary;
using System.IO.Compression;

namespace Scripting.Charts;

/// <summary>Writes a picture of at most 256 colours as PNG (W3C PNG, third edition).</summary>
internal static class Png
{
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(n => CrcEntry((uint)n))];

    /// <summary>Encodes palette indices, row by row from the top, with the palette's opacity.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="pixels">Indices into the palette, <c>width * height</c> of them.</param>
    /// <param name="palette">1 to 256 colours.</param>
    public static byte[] Encode(int width, int height, ReadOnlySpan<byte> pixels, IReadOnlyList<Colour> palette)
    {
        if (pixels.Length != width * height)
        {
            throw new ArgumentException($"A picture of {width} x {height} needs {width * height} pixels, not {pixels.Length}.", nameof(pixels));
        }

        using var stream = new MemoryStream();
        stream.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8; // bits an index
        header[9] = 3; // colour type: palette
        Chunk(stream, "IHDR"u8, header);
        Chunk(stream, "PLTE"u8, [.. palette.SelectMany(c => new[] { c.R, c.G, c.B })]);
        Chunk(stream, "tRNS"u8, [.. palette.Select(c => (byte)Math.Round(c.A * 255))]);
        Chunk(stream, "IDAT"u8, Compress(width, height, pixels));
        Chunk(stream, "IEND"u8, []);
        return stream.ToArray();
    }

    // Rows repeat where a cell is several pixels high, so each row is stored as its difference from the row above (filter 2).
    private static byte[] Compress(int width, int height, ReadOnlySpan<byte> pixels)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize))
        {
            var line = new byte[width + 1];
            line[0] = 2;
            for (var row = 0; row < height; row++)
            {
                for (var column = 0; column < width; column++)
                {
                    var above = row == 0 ? (byte)0 : pixels[((row - 1) * width) + column];
                    line[column + 1] = (byte)(pixels[(row * width) + column] - above);
                }

                zlib.Write(line);
            }
        }

        return packed.ToArray();
    }

    private static void Chunk(MemoryStream stream, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        stream.Write(number);
        stream.Write(kind);
        stream.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(data, Crc(kind, 0xffffffff)) ^ 0xffffffff);
        stream.Write(number);
    }

    private static uint Crc(ReadOnlySpan<byte> data, uint crc)
    {
        foreach (var value in data)
        {
            crc = CrcTable[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return crc;
    }

    private static uint CrcEntry(uint n)
    {
        for (var bit = 0; bit < 8; bit++)
        {
            n = (n & 1) == 1 ? 0xedb88320 ^ (n >> 1) : n >> 1;
        }

        return n;
    }
}
