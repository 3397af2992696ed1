using Jupyter.Contents;

namespace Jupyter.Execution;

/// <summary>
/// Publishes busy and idle around requests. Front ends show the last status they saw, so when a request that was handled
/// beside a running cell ends, the cell is said to be busy again.
/// </summary>
internal sealed class KernelStatus
{
    private readonly Lock _gate = new();
    private Request? _inOrder;

    /// <summary>A request begins; <paramref name="inOrder"/> if those behind it wait for it.</summary>
    public void Busy(Request request, bool inOrder)
    {
        lock (_gate)
        {
            if (inOrder)
            {
                _inOrder = request;
            }

            Publish(request, "busy");
        }
    }

    /// <summary>A request has ended.</summary>
    public void Idle(Request request)
    {
        lock (_gate)
        {
            Publish(request, "idle");
            if (_inOrder == request)
            {
                _inOrder = null;
            }
            else if (_inOrder is { } running)
            {
                Publish(running, "busy");
            }
        }
    }

    private static void Publish(Request request, string state) => request.Publish("status", new StatusContent(state));
}
