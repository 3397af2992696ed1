using Jupyter.Contents;
using Jupyter.Execution;

namespace Jupyter.Handlers;

/// <summary>Stops the running cell. https://jupyter-client.readthedocs.io/en/stable/messaging.html#kernel-interrupt</summary>
internal sealed class InterruptHandler(CurrentCell current) : IRequestHandler
{
    public string RequestType => "interrupt_request";

    public bool RunsBeside => true;

    public Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var stubborn = current.Interrupt();
        stubborn?.Publish("stream", new StreamText("stderr", "The cell has not stopped yet. If it does not, restart the kernel.\n"));
        request.Reply(new OkReply());
        return Task.CompletedTask;
    }
}
