using System.Text.Json.Nodes;

namespace Jupyter.Contents;

/// <summary>https://jupyter-client.readthedocs.io/en/stable/messaging.html#history</summary>
internal sealed record HistoryRequest
{
    public bool Output { get; init; }

    public string HistAccessType { get; set; } = "tail";

    public int Session { get; init; }

    public int? Start { get; init; }

    public int? Stop { get; init; }

    public int? N { get; init; }

    public string? Pattern { get; init; }

    public bool Unique { get; init; }
}

internal sealed record HistoryReply(JsonArray History)
{
    public string Status { get; init; } = "ok";
}
