using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Jupyter.Protocol;

/// <summary>
/// Messages as they travel: routing frames, the delimiter, the signature, header, parent header, metadata, content, and
/// any number of raw buffers. https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol
/// </summary>
internal static class Frames
{
    private const int JsonFrames = 4;
    private static readonly byte[] s_delimiter = "<IDS|MSG>"u8.ToArray();
    private static readonly JsonDocumentOptions s_readOptions = new() { MaxDepth = 256 };
    private static readonly JsonWriterOptions s_writeOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The frames of a message, signed.</summary>
    public static IReadOnlyList<byte[]> Write(Message message, MessageSigner signer)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(message.Header, HeaderJson.Default.MessageHeader);
        var parent = message.Parent is null ? "{}"u8.ToArray() : JsonSerializer.SerializeToUtf8Bytes(message.Parent, HeaderJson.Default.MessageHeader);
        var metadata = ToUtf8(message.Metadata);
        var content = ToUtf8(message.Content);
        var signature = Encoding.ASCII.GetBytes(signer.Sign(header, parent, metadata, content));
        return [.. message.Identities, s_delimiter, signature, header, parent, metadata, content, .. message.Buffers];
    }

    /// <summary>The message of received frames. The signature is checked before anything is parsed.</summary>
    /// <exception cref="MessageException">The frames are not a message signed with the key.</exception>
    public static Message Read(IReadOnlyList<byte[]> frames, MessageSigner signer)
    {
        var delimiter = 0;
        while (delimiter < frames.Count && !frames[delimiter].AsSpan().SequenceEqual(s_delimiter))
        {
            delimiter++;
        }

        if (delimiter == frames.Count)
        {
            throw new MessageException($"none of its {frames.Count} frames is the delimiter <IDS|MSG>");
        }

        var missing = delimiter + 2 + JsonFrames - frames.Count;
        if (missing > 0)
        {
            throw new MessageException($"it ends {missing} frames too early");
        }

        var (header, parent, metadata, content) = (frames[delimiter + 2], frames[delimiter + 3], frames[delimiter + 4], frames[delimiter + 5]);
        signer.Verify(frames[delimiter + 1], header, parent, metadata, content);
        try
        {
            return new Message
            {
                Identities = [.. frames.Take(delimiter)],
                Header = JsonSerializer.Deserialize(header, HeaderJson.Default.MessageHeader) ?? throw new MessageException("its header is null"),
                Parent = ToObject(parent, "parent header") is { Count: > 0 } ? JsonSerializer.Deserialize(parent, HeaderJson.Default.MessageHeader) : null,
                Metadata = ToObject(metadata, "metadata"),
                Content = ToObject(content, "content"),
                Buffers = [.. frames.Skip(delimiter + 2 + JsonFrames)],
            };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new MessageException($"it is not valid JSON: {e.Message}", e);
        }
    }

    private static JsonObject ToObject(byte[] json, string part) =>
        JsonNode.Parse(json, documentOptions: s_readOptions) as JsonObject ?? throw new MessageException($"its {part} is not an object");

    private static byte[] ToUtf8(JsonObject json)
    {
        var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, s_writeOptions))
        {
            json.WriteTo(writer);
        }

        return buffer.ToArray();
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(MessageHeader))]
internal sealed partial class HeaderJson : JsonSerializerContext;
