namespace Jupyter.Transport;

/// <summary>
/// Hands items from any thread to one that sends them; who adds faster than is sent waits. Threads of cells are
/// interrupted while they add, so an item is in as a whole or not at all, and the lock is never left taken.
/// </summary>
internal sealed class OutgoingQueue<T>(int capacity = 256)
{
    private readonly object _gate = new();
    private Queue<T> _items = [];
    private bool _isAnnounced;
    private bool _isClosed;

    /// <summary>Adds an item, behind those added before it; one added after <see cref="Close"/> is dropped.</summary>
    public void Add(T item)
    {
        try
        {
        }
        finally
        {
            lock (_gate)
            {
                while (_items.Count >= capacity && !_isClosed)
                {
                    Monitor.Wait(_gate);
                }

                // What a cell left running may still print while the kernel goes down.
                if (!_isClosed)
                {
                    _items.Enqueue(item);
                    Monitor.PulseAll(_gate);
                }
            }
        }
    }

    /// <summary>Waits until there are items that were not announced yet; false once the queue is closed.</summary>
    public bool WaitForItems()
    {
        lock (_gate)
        {
            while (!_isClosed && (_items.Count == 0 || _isAnnounced))
            {
                Monitor.Wait(_gate);
            }

            _isAnnounced = true;
            return !_isClosed;
        }
    }

    /// <summary>Takes what is there.</summary>
    public IReadOnlyCollection<T> TakeAll()
    {
        lock (_gate)
        {
            var taken = _items;
            _items = [];
            _isAnnounced = false;
            Monitor.PulseAll(_gate);
            return taken;
        }
    }

    /// <summary>Takes no more items; what is in stays to be taken.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.PulseAll(_gate);
        }
    }
}
