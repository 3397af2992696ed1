namespace Jupyter.Execution;

/// <summary>
/// Loads the compiler while the front end still connects, which takes longer than most cells. The first cell waits for it
/// as it would for its own compilation.
/// </summary>
internal sealed class WarmUp : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _work;

    public WarmUp(IKernelSession session) => _work = Task.Run(() => session.EvaluateAsync("0", _stop.Token));

    /// <summary>Ends it if it still goes on, and waits for that, but not for long.</summary>
    public void Stop(TimeSpan patience)
    {
        _stop.Cancel();
        Task.WaitAny([_work], patience);
    }

    public void Dispose() => _stop.Dispose();
}
