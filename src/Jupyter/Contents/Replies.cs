namespace Jupyter.Contents;

/// <summary>A reply that says no more than that the request was done.</summary>
internal sealed record OkReply
{
    public string Status { get; init; } = "ok";
}

/// <summary>Why a request failed. Any reply may be this one. https://jupyter-client.readthedocs.io/en/stable/messaging.html#request-reply</summary>
internal sealed record ErrorReply(string Ename, string Evalue, IReadOnlyList<string> Traceback, int? ExecutionCount = null)
{
    public string Status { get; init; } = "error";
}

/// <summary>https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-status</summary>
internal sealed record StatusContent(string ExecutionState);

/// <summary>The answer to a subscription. https://jupyter.org/enhancement-proposals/65-jupyter-xpub/jupyter-xpub.html</summary>
internal sealed record WelcomeContent(string Subscription);

/// <summary>https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-shutdown</summary>
internal sealed record ShutdownContent
{
    public string? Status { get; init; }

    public bool Restart { get; init; }
}
