using System.Text;
using System.Text.Json.Nodes;

namespace Jupyter.Protocol;

/// <summary>One message, on any channel. What it answers is its <see cref="Parent"/>.</summary>
internal sealed record Message
{
    /// <summary>Routing frames in front of the message; on iopub the topic.</summary>
    public IReadOnlyList<byte[]> Identities { get; init; } = [];

    public required MessageHeader Header { get; init; }

    /// <summary>The header of the request this message belongs to, if any.</summary>
    public MessageHeader? Parent { get; init; }

    public JsonObject Metadata { get; init; } = [];

    public JsonObject Content { get; init; } = [];

    /// <summary>Raw bytes behind the JSON, as comms use them.</summary>
    public IReadOnlyList<byte[]> Buffers { get; init; } = [];

    public string Type => Header.MsgType;

    /// <summary>The answer to this message, routed back to who sent it.</summary>
    public Message Answer(string type, JsonObject content) =>
        new() { Identities = Identities, Header = MessageHeader.New(type), Parent = Header, Content = content };

    /// <summary>What is published under this message, with its type as the topic.</summary>
    public Message Publication(string type, JsonObject content) =>
        new() { Identities = [Encoding.UTF8.GetBytes(type)], Header = MessageHeader.New(type), Parent = Header, Content = content };
}
