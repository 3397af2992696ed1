using System.Buffers.Binary;
using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive;

namespace Scripting.Formatting;

/// <summary>PNG and JPEG pictures, with their width and height.</summary>
internal static class ImageContent
{
    /// <summary>The picture in <paramref name="data"/>.</summary>
    /// <exception cref="ArgumentException">It is neither PNG nor JPEG.</exception>
    public static MimeContent Of(byte[] data)
    {
        var (mimeType, width, height) = Read(data);
        var metadata = new JsonObject { [mimeType] = new JsonObject { ["width"] = width, ["height"] = height } };
        return new MimeContent(mimeType, Convert.ToBase64String(data), $"picture, {width} by {height}", metadata);
    }

    private static (string MimeType, int Width, int Height) Read(ReadOnlySpan<byte> data)
    {
        if (data.Length >= 24 && data[0] == 0x89 && data[1..4].SequenceEqual("PNG"u8))
        {
            // The first chunk: width and height as big-endian numbers.
            return ("image/png", BinaryPrimitives.ReadInt32BigEndian(data[16..]), BinaryPrimitives.ReadInt32BigEndian(data[20..]));
        }

        if (data.Length > 4 && data[0] == 0xFF && data[1] == 0xD8)
        {
            // Segments: FF, a marker, a length that counts itself. A frame header is one of C0 to CF but C4, C8 and CC.
            for (var at = 2; at + 9 < data.Length && data[at] == 0xFF; at += 2 + BinaryPrimitives.ReadUInt16BigEndian(data[(at + 2)..]))
            {
                if (data[at + 1] is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                {
                    return ("image/jpeg", BinaryPrimitives.ReadUInt16BigEndian(data[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(data[(at + 5)..]));
                }
            }
        }

        throw new ArgumentException($"The {data.Length} bytes are no PNG or JPEG picture.", nameof(data));
    }
}
