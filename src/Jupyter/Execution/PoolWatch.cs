namespace Jupyter.Execution;

/// <summary>
/// Keeps the thread pool moving when cells fill it with work that does not end: the sockets receive by it, so the stop
/// button would not be heard. The pool itself adds a thread only every few seconds while the processors are busy.
/// </summary>
internal sealed class PoolWatch : IDisposable
{
    private const int Spare = 2;
    private const int MostThreads = 1000;
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly ManualResetEventSlim _ended = new();
    private readonly Thread _thread;

    public PoolWatch()
    {
        _thread = new Thread(Watch) { IsBackground = true, Name = "pool watch", Priority = ThreadPriority.AboveNormal };
        _thread.Start();
    }

    public void Dispose()
    {
        _ended.Set();
        _thread.Join();
        _ended.Dispose();
    }

    private void Watch()
    {
        var completed = -1L;
        while (!_ended.Wait(s_pause))
        {
            var before = completed;
            completed = ThreadPool.CompletedWorkItemCount;
            if (completed == before && ThreadPool.PendingWorkItemCount is > 0 and var pending)
            {
                AllowThreads((int)Math.Min(ThreadPool.ThreadCount + pending + Spare, MostThreads));
            }
        }
    }

    private static void AllowThreads(int count)
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        if (count > workers)
        {
            ThreadPool.SetMinThreads(count, ports);
        }
    }
}
