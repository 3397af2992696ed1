namespace Jupyter.Execution;

/// <summary>Requests that run one after the other, in the order in which they came.</summary>
internal sealed class RequestQueue : IDisposable
{
    private readonly Queue<Request> _waiting = [];
    private readonly SemaphoreSlim _count = new(0);

    public void Enqueue(Request request)
    {
        lock (_waiting)
        {
            _waiting.Enqueue(request);
        }

        _count.Release();
    }

    /// <summary>Waits for the next request.</summary>
    public async Task<Request> DequeueAsync(CancellationToken cancellationToken)
    {
        await _count.WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_waiting)
        {
            return _waiting.Dequeue();
        }
    }

    /// <summary>Marks the cells that wait now; they are answered in their turn, but not run.</summary>
    public void AbortCells()
    {
        lock (_waiting)
        {
            foreach (var request in _waiting.Where(r => r.Type == "execute_request"))
            {
                request.IsAborted = true;
            }
        }
    }

    public void Dispose() => _count.Dispose();
}
