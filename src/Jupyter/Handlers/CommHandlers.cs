using Jupyter.Contents;
using Jupyter.Execution;
using Scripting;

namespace Jupyter.Handlers;

/// <summary>
/// Hands what a comm's other end says to the cells that serve it; one that nobody knows is closed at once.
/// https://jupyter-client.readthedocs.io/en/stable/messaging.html#custom-messages
/// </summary>
internal sealed class CommHandler(string type, IKernelSession session, CurrentCell current, Func<Request, CommSignal> read) : IRequestHandler
{
    public string RequestType => type;

    public bool RunsBeside => false;

    /// <summary>The handlers of the three messages.</summary>
    public static IEnumerable<IRequestHandler> All(IKernelSession session, CurrentCell current) =>
    [
        new CommHandler("comm_open", session, current, request =>
        {
            var open = request.Read<CommOpenContent>();
            return new CommOpen(open.CommId, open.TargetName, open.Data);
        }),
        new CommHandler("comm_msg", session, current, request =>
        {
            var message = request.Read<CommMessageContent>();
            return new CommMessage(message.CommId, message.Data);
        }),
        new CommHandler("comm_close", session, current, request =>
        {
            var close = request.Read<CommMessageContent>();
            return new CommClose(close.CommId, close.Data);
        }),
    ];

    public async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var signal = read(request) with { Buffers = request.Message.Buffers };
        var outputs = new CellPublisher(request, executionCount: 0, isSilent: false);
        var stop = current.Begin(request);
        try
        {
            if (!await session.ReceiveAsync(signal, outputs.Publish, stop).ConfigureAwait(false) && signal is not CommClose)
            {
                outputs.Publish(new CommClose(signal.CommId, []));
            }
        }
        finally
        {
            current.End();
        }
    }
}

/// <summary>https://jupyter-client.readthedocs.io/en/stable/messaging.html#comm-info</summary>
internal sealed class CommInfoHandler(IKernelSession session) : IRequestHandler
{
    public string RequestType => "comm_info_request";

    public bool RunsBeside => true;

    public Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var target = request.Read<CommInfoRequest>().TargetName;
        request.Reply(new CommInfoReply(session.OpenComms
            .Where(comm => target is null || comm.Value == target)
            .ToDictionary(comm => comm.Key, comm => new CommTarget(comm.Value))));
        return Task.CompletedTask;
    }
}
