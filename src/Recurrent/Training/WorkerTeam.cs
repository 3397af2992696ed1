namespace Recurrent;

/// <summary>
/// A few sleeping threads that help with the parts of a batch. One team serves the process: who finds it busy does his
/// parts alone, so that many models training at once do not fight. An exception in a part reaches the caller.
/// </summary>
internal sealed class WorkerTeam
{
    public static readonly WorkerTeam Shared = new();

    private readonly SemaphoreSlim _start = new(0);
    private readonly SemaphoreSlim _done = new(0);
    private int _busy;
    private int _workers;
    private int _next;
    private int _count;
    private Action<int>? _work;
    private Exception? _failure;

    /// <summary>Runs work(0), ..., work(count - 1) on up to <paramref name="threads"/> threads, the caller's among them.</summary>
    public void Run(int count, int threads, Action<int> work)
    {
        int helpers = Math.Min(count, threads) - 1;
        if (helpers < 1 || Interlocked.CompareExchange(ref _busy, 1, 0) != 0)
        {
            for (int k = 0; k < count; k++)
            {
                work(k);
            }

            return;
        }

        try
        {
            Hire(helpers);
            _work = work;
            _count = count;
            _next = 0;
            _failure = null;
            _start.Release(helpers);
            Take();
            for (int k = 0; k < helpers; k++)
            {
                _done.Wait();
            }

            _work = null;
            if (_failure is not null)
            {
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(_failure);
            }
        }
        finally
        {
            Volatile.Write(ref _busy, 0);
        }
    }

    private void Hire(int helpers)
    {
        for (; _workers < helpers; _workers++)
        {
            new Thread(Help) { IsBackground = true, Name = "Recurrent worker" }.Start();
        }
    }

    private void Help()
    {
        while (true)
        {
            _start.Wait();
            Take();
            _done.Release();
        }
    }

    private void Take()
    {
        int index;
        while ((index = Interlocked.Increment(ref _next) - 1) < _count)
        {
            try
            {
                _work!(index);
            }
            catch (Exception exception)
            {
                Interlocked.CompareExchange(ref _failure, exception, null);
            }
        }
    }
}
