using System.Buffers.Binary;
using System.IO.Compression;

namespace Notebooks.Tests.Comparing;

public sealed class PngPixelsTests
{
    private static readonly byte[] s_pixels = [.. Enumerable.Range(0, 5 * 4 * 4).Select(i => (byte)((i * 37) ^ (i >> 2)))];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Pixels_AreTheSame_WhateverFilterTheyWereWrittenThrough(byte filter)
    {
        var plain = PngPixels.Read(Png.Write(5, 4, 6, 0, s_pixels))!;
        var filtered = PngPixels.Read(Png.Write(5, 4, 6, filter, s_pixels))!;

        Assert.Equal((5, 4), (filtered.Width, filtered.Height));
        Assert.Equal(0, plain.DistanceTo(filtered));
    }

    [Fact]
    public void Distance_IsTheAverageOverAllSamples()
    {
        var black = PngPixels.Read(Png.Write(2, 1, 2, 0, [0, 0, 0, 0, 0, 0]))!;
        var half = PngPixels.Read(Png.Write(2, 1, 2, 1, [255, 255, 255, 0, 0, 0]))!;

        Assert.Equal(3 / 8.0, black.DistanceTo(half)); // alpha is equal
    }

    [Fact]
    public void Pictures_AreComparedBySizeAndPixels()
    {
        var picture = Convert.ToBase64String(Png.Write(5, 4, 6, 0, s_pixels));
        var packed = Convert.ToBase64String(Png.Write(5, 4, 6, 4, s_pixels));
        byte[] other = [.. s_pixels];
        other[0] ^= 255;
        var changed = Convert.ToBase64String(Png.Write(5, 4, 6, 0, other));
        var wider = Convert.ToBase64String(Png.Write(10, 2, 6, 0, s_pixels));

        Assert.Null(new ImageComparer(new ComparisonOptions()).Difference(picture, packed));
        Assert.Equal("stored 5×4 pixels, now 10×2", new ImageComparer(new ComparisonOptions()).Difference(picture, wider));
        Assert.StartsWith("5×4 pixels, on average 0.0125 of the range apart, more than 0 ", new ImageComparer(new ComparisonOptions()).Difference(picture, changed));
        Assert.Null(new ImageComparer(new ComparisonOptions { ImageTolerance = 0.02 }).Difference(picture, changed));
    }

    [Fact]
    public void Pictures_WithinASvg_AreComparedAsPictures()
    {
        static string Svg(byte filter, byte first) => $"<svg><image href=\"data:image/png;base64,{Convert.ToBase64String(Png.Write(5, 4, 6, filter, [first, .. s_pixels[1..]]))}\"/></svg>";
        static string? Difference(string stored, string now)
        {
            var options = new ComparisonOptions();
            return new MarkupComparer(new TextComparer(options), new ImageComparer(options)).Difference(stored, now);
        }

        Assert.Null(Difference(Svg(0, 7), Svg(4, 7)));
        Assert.StartsWith("svg/image @href: stored 'data:image/png", Difference(Svg(0, 7), Svg(0, 8)));
    }

    [Fact]
    public void Pictures_ThatAreDamaged_AreComparedByTheirBytes()
    {
        var whole = Png.Write(5, 4, 6, 0, s_pixels);
        var cut = Convert.ToBase64String(whole.AsSpan(0, 60));

        Assert.Null(PngPixels.Read(whole[..60]));
        Assert.Contains("60 bytes sha256", new ImageComparer(new ComparisonOptions()).Difference(Convert.ToBase64String(whole), cut));
        Assert.Contains("not both base64", new ImageComparer(new ComparisonOptions()).Difference("?", cut));
    }

    /// <summary>Writes a PNG of 8 bits a sample through one filter.</summary>
    private static class Png
    {
        public static byte[] Write(int width, int height, byte colour, byte filter, byte[] samples)
        {
            var step = samples.Length / (width * height);
            var header = new byte[13];
            BinaryPrimitives.WriteInt32BigEndian(header, width);
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
            (header[8], header[9]) = (8, colour);
            using var packed = new MemoryStream();
            using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            {
                zlib.Write(Filtered(width * step, height, step, filter, samples));
            }

            return [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, .. Chunk("IHDR", header), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];
        }

        private static byte[] Filtered(int stride, int height, int step, byte filter, byte[] samples)
        {
            var rows = new List<byte>();
            for (var y = 0; y < height; y++)
            {
                rows.Add(filter);
                for (var x = 0; x < stride; x++)
                {
                    int At(int dx, int dy) => x - dx < 0 || y - dy < 0 ? 0 : samples[((y - dy) * stride) + x - dx];
                    var (a, b, c) = (At(step, 0), At(0, 1), At(step, 1));
                    var guess = filter switch { 0 => 0, 1 => a, 2 => b, 3 => (a + b) >> 1, _ => new[] { a, b, c }.MinBy(v => Math.Abs(a + b - c - v)) };
                    rows.Add((byte)(samples[(y * stride) + x] - guess));
                }
            }

            return [.. rows];
        }

        private static byte[] Chunk(string type, byte[] data)
        {
            byte[] body = [.. System.Text.Encoding.ASCII.GetBytes(type), .. data];
            byte[] chunk = [.. new byte[4], .. body, .. new byte[4]];
            BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
            return chunk; // the check sum is not read
        }
    }
}
