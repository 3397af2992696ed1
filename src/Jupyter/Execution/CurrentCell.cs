using System.Diagnostics;

namespace Jupyter.Execution;

/// <summary>The cell that runs now, and how to stop it.</summary>
internal sealed class CurrentCell
{
    private static readonly TimeSpan s_impatience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private CancellationTokenSource? _stop;
    private Request? _request;
    private Stopwatch? _sinceInterrupt;

    /// <summary>A cell begins; the token is cancelled when it is interrupted.</summary>
    public CancellationToken Begin(Request request)
    {
        lock (_gate)
        {
            _stop = new CancellationTokenSource();
            _request = request;
            _sinceInterrupt = null;
            return _stop.Token;
        }
    }

    /// <summary>The cell has ended.</summary>
    public void End()
    {
        lock (_gate)
        {
            // Not disposed: what the cell left running may still look at its token.
            _stop = null;
            _request = null;
        }
    }

    /// <summary>
    /// Asks the running cell to stop, without waiting for it. Returns the cell if it was asked a moment ago already and
    /// has not stopped, so that restarting can be offered.
    /// </summary>
    public Request? Interrupt()
    {
        lock (_gate)
        {
            var stubborn = _sinceInterrupt?.Elapsed < s_impatience ? _request : null;
            if (_stop is { } stop)
            {
                _sinceInterrupt = Stopwatch.StartNew();
                // Not on the thread pool, which the cell may have filled.
                new Thread(stop.Cancel) { IsBackground = true }.Start();
            }

            return stubborn;
        }
    }
}
