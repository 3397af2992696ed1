using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Scripting.Charts;

namespace Scripting.Tests.Charts;

public class PngTests
{
    private static readonly byte[] Pixels = [0, 1, 2, 2, 1, 0];

    private static readonly Colour[] Palette = [new(255, 0, 0), new(0, 255, 0), new(0, 0, 255, 0)];

    [Fact]
    public void Encode_WritesTheChunksInOrder() =>
        Assert.Equal(["IHDR", "PLTE", "tRNS", "IDAT", "IEND"], Chunks(Png.Encode(3, 2, Pixels, Palette)).Select(chunk => chunk.Kind));

    [Fact]
    public void Encode_KeepsPixelsAndColours()
    {
        var chunks = Chunks(Png.Encode(3, 2, Pixels, Palette)).ToDictionary(chunk => chunk.Kind, chunk => chunk.Data);

        Assert.Equal([255, 0, 0, 0, 255, 0, 0, 0, 255], chunks["PLTE"]);
        Assert.Equal([255, 255, 0], chunks["tRNS"]);
        using var unpacked = new ZLibStream(new MemoryStream(chunks["IDAT"]), CompressionMode.Decompress);
        using var raw = new MemoryStream();
        unpacked.CopyTo(raw);

        // Filter 2 stores differences from the row above.
        Assert.Equal([2, 0, 1, 2, 2, 2, 0, 254], raw.ToArray());
    }

    [Fact]
    public void Encode_EndsWithTheChecksumThatEveryPngEndsWith() =>
        Assert.Equal([0xae, 0x42, 0x60, 0x82], Png.Encode(3, 2, Pixels, Palette)[^4..]);

    [Fact]
    public void Encode_RefusesAWrongNumberOfPixels() => Assert.Throws<ArgumentException>(() => Png.Encode(3, 3, Pixels, Palette));

    private static List<(string Kind, byte[] Data)> Chunks(byte[] png)
    {
        var chunks = new List<(string, byte[])>();
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            chunks.Add((Encoding.ASCII.GetString(png, at + 4, 4), png[(at + 8)..(at + 8 + length)]));
            at += length + 12;
        }

        return chunks;
    }
}
