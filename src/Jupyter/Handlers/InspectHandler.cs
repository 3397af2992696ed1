using Jupyter.Contents;
using Jupyter.Execution;
using Jupyter.Protocol;

namespace Jupyter.Handlers;

/// <summary>https://jupyter-client.readthedocs.io/en/stable/messaging.html#introspection</summary>
internal sealed class InspectHandler(IKernelSession session) : IRequestHandler
{
    public string RequestType => "inspect_request";

    public bool RunsBeside => true;

    public async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var asked = request.Read<InspectRequest>();
        var position = asked.CursorPos is { } cursor ? CodePoints.ToIndex(asked.Code, cursor) : asked.Code.Length;
        var found = await session.InspectAsync(asked.Code, position, asked.DetailLevel, cancellationToken).ConfigureAwait(false);
        request.Reply(found is null
            ? new InspectReply(false, [], [])
            : new InspectReply(true, new() { ["text/plain"] = found.PlainText, ["text/markdown"] = found.Markdown }, []));
    }
}
