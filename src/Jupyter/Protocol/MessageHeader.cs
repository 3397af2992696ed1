using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Jupyter.Protocol;

/// <summary>Who sent a message, when, and what it is. https://jupyter-client.readthedocs.io/en/stable/messaging.html#message-header</summary>
internal sealed record MessageHeader
{
    /// <summary>The version of the messages that are sent here.</summary>
    public const string ProtocolVersion = "5.5";

    private static readonly string s_session = Guid.NewGuid().ToString("N");

    public required string MsgId { get; init; }

    public required string MsgType { get; init; }

    public string? Session { get; init; }

    public string? Username { get; init; }

    public string? Date { get; init; }

    public string? Version { get; init; }

    /// <summary>Fields of later versions, so that a parent header is echoed whole.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }

    /// <summary>A new header; all that this process sends belongs to one session.</summary>
    public static MessageHeader New(string type) => new()
    {
        MsgId = Guid.NewGuid().ToString("N"),
        MsgType = type,
        Session = s_session,
        Username = "workbook",
        Date = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        Version = ProtocolVersion,
    };
}
