using System.Text.Json.Nodes;

namespace Jupyter.Contents;

/// <summary>https://jupyter-client.readthedocs.io/en/stable/messaging.html#completion</summary>
internal sealed record CompleteRequest
{
    public required string Code { get; init; }

    /// <summary>In code points; the end of the code where the field is missing.</summary>
    public int? CursorPos { get; init; }
}

internal sealed record CompleteReply(IReadOnlyList<string> Matches, int CursorStart, int CursorEnd, JsonObject Metadata)
{
    public string Status { get; init; } = "ok";
}

/// <summary>https://jupyter-client.readthedocs.io/en/stable/messaging.html#introspection</summary>
internal sealed record InspectRequest
{
    public required string Code { get; init; }

    /// <summary>In code points; the end of the code where the field is missing.</summary>
    public int? CursorPos { get; init; }

    public int DetailLevel { get; init; }
}

internal sealed record InspectReply(bool Found, JsonObject Data, JsonObject Metadata)
{
    public string Status { get; init; } = "ok";
}

/// <summary>https://jupyter-client.readthedocs.io/en/stable/messaging.html#code-completeness</summary>
internal sealed record IsCompleteRequest
{
    public required string Code { get; init; }
}

internal sealed record IsCompleteReply(string Status, string? Indent);
