using System.Text.Json.Nodes;

namespace Jupyter.Contents;

/// <summary>https://jupyter-client.readthedocs.io/en/stable/messaging.html#custom-messages</summary>
internal sealed record CommOpenContent
{
    public required string CommId { get; init; }

    public required string TargetName { get; init; }

    public JsonObject Data { get; set; } = [];
}

/// <summary>The content of <c>comm_msg</c> and <c>comm_close</c>.</summary>
internal sealed record CommMessageContent
{
    public required string CommId { get; init; }

    public JsonObject Data { get; set; } = [];
}

internal sealed record CommInfoRequest
{
    public string? TargetName { get; init; }
}

internal sealed record CommInfoReply(IReadOnlyDictionary<string, CommTarget> Comms)
{
    public string Status { get; init; } = "ok";
}

internal sealed record CommTarget(string TargetName);
