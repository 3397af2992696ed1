using System.Text.Json.Nodes;
using Jupyter.Contents;
using Jupyter.Execution;
using Jupyter.Protocol;

namespace Jupyter.Handlers;

/// <summary>https://jupyter-client.readthedocs.io/en/stable/messaging.html#completion</summary>
internal sealed class CompleteHandler(IKernelSession session) : IRequestHandler
{
    public string RequestType => "complete_request";

    public bool RunsBeside => true;

    public async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var asked = request.Read<CompleteRequest>();
        var position = asked.CursorPos is { } cursor ? CodePoints.ToIndex(asked.Code, cursor) : asked.Code.Length;
        var found = await session.CompleteAsync(asked.Code, position, cancellationToken).ConfigureAwait(false);
        var start = CodePoints.FromIndex(asked.Code, found.Start);
        var end = CodePoints.FromIndex(asked.Code, found.End);
        var types = new JsonArray([.. found.Items.Select(item => new JsonObject
        {
            ["start"] = start,
            ["end"] = end,
            ["text"] = item.Text,
            ["type"] = item.Kind,
            ["signature"] = item.Signature ?? "",
        })]);
        request.Reply(new CompleteReply(
            [.. found.Items.Select(item => item.Text)], start, end, new JsonObject { ["_jupyter_types_experimental"] = types }));
    }
}
