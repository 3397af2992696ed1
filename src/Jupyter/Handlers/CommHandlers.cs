using Jupyter.Contents;
using Jupyter.Execution;

namespace Jupyter.Handlers;

/// <summary>Opens a comm, or closes it at once when nobody knows its target. https://jupyter-client.readthedocs.io/en/stable/messaging.html#opening-a-comm</summary>
internal sealed class CommOpenHandler(CommRegistry comms) : IRequestHandler
{
    public string RequestType => "comm_open";

    public bool RunsBeside => false;

    public Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var content = request.Read<CommOpenContent>();
        if (!comms.Open(content, request))
        {
            request.Publish("comm_close", new CommMessageContent { CommId = content.CommId });
        }

        return Task.CompletedTask;
    }
}

/// <summary>https://jupyter-client.readthedocs.io/en/stable/messaging.html#comm-messages</summary>
internal sealed class CommMessageHandler(CommRegistry comms) : IRequestHandler
{
    public string RequestType => "comm_msg";

    public bool RunsBeside => false;

    public Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var content = request.Read<CommMessageContent>();
        if (!comms.Receive(content, request))
        {
            request.Publish("comm_close", new CommMessageContent { CommId = content.CommId });
        }

        return Task.CompletedTask;
    }
}

/// <summary>https://jupyter-client.readthedocs.io/en/stable/messaging.html#tearing-down-comms</summary>
internal sealed class CommCloseHandler(CommRegistry comms) : IRequestHandler
{
    public string RequestType => "comm_close";

    public bool RunsBeside => false;

    public Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        comms.Close(request.Read<CommMessageContent>());
        return Task.CompletedTask;
    }
}

/// <summary>https://jupyter-client.readthedocs.io/en/stable/messaging.html#comm-info</summary>
internal sealed class CommInfoHandler(CommRegistry comms) : IRequestHandler
{
    public string RequestType => "comm_info_request";

    public bool RunsBeside => true;

    public Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        request.Reply(new CommInfoReply(comms.Open(request.Read<CommInfoRequest>().TargetName)));
        return Task.CompletedTask;
    }
}
