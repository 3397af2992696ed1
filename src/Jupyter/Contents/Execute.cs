using System.Text.Json.Nodes;

namespace Jupyter.Contents;

/// <summary>https://jupyter-client.readthedocs.io/en/stable/messaging.html#execute</summary>
internal sealed record ExecuteRequest
{
    public required string Code { get; init; }

    public bool Silent { get; init; }

    public bool StoreHistory { get; set; } = true;

    /// <summary>Names to expressions; the reply holds their values.</summary>
    public Dictionary<string, string>? UserExpressions { get; init; }

    public bool AllowStdin { get; set; } = true;

    public bool StopOnError { get; set; } = true;
}

internal sealed record ExecuteReply(int ExecutionCount, JsonObject UserExpressions, JsonArray Payload)
{
    public string Status { get; init; } = "ok";
}

internal sealed record ExecuteInputContent(string Code, int ExecutionCount);

/// <summary>https://jupyter-client.readthedocs.io/en/stable/messaging.html#streams-stdout-stderr-etc</summary>
internal sealed record StreamText(string Name, string Text);

/// <summary>https://jupyter-client.readthedocs.io/en/stable/messaging.html#display-data</summary>
internal sealed record DisplayContent(JsonObject Data, JsonObject Metadata, JsonObject Transient);

internal sealed record ExecuteResultContent(JsonObject Data, JsonObject Metadata, int ExecutionCount);

internal sealed record ErrorContent(string Ename, string Evalue, IReadOnlyList<string> Traceback);

internal sealed record ClearOutputContent(bool Wait);

/// <summary>https://jupyter-client.readthedocs.io/en/stable/messaging.html#messages-on-the-stdin-router-dealer-channel</summary>
internal sealed record InputRequestContent(string Prompt, bool Password);

internal sealed record InputReplyContent
{
    public required string Value { get; init; }
}
