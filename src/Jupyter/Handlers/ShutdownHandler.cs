using Jupyter.Contents;
using Jupyter.Execution;

namespace Jupyter.Handlers;

/// <summary>https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-shutdown</summary>
internal sealed class ShutdownHandler(KernelLifetime lifetime) : IRequestHandler
{
    public string RequestType => "shutdown_request";

    public bool RunsBeside => true;

    public Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var reply = request.Read<ShutdownContent>() with { Status = "ok" };
        request.Publish("shutdown_reply", reply);
        request.Reply(reply);
        lifetime.Stop();
        return Task.CompletedTask;
    }
}
