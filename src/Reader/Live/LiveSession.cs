using Notebooks;

namespace Reader.Live;

/// <summary>The session process of one open notebook, and how it came to its end.</summary>
internal sealed class LiveSession : IAsyncDisposable
{
    private readonly ChildSession _child;
    private readonly CancellationTokenSource _ending = new();

    private LiveSession(ChildSession child, Action<string> onDeath)
    {
        _child = child;
        _ = WatchAsync(onDeath);
    }

    /// <summary>How the process ended by itself, or null while it lives.</summary>
    public string? HowItEnded { get; private set; }

    public INotebookSession Cells => _child;

    public ICellInsight Insight => _child;

    /// <summary>Starts a process in the notebook's folder, and waits until it takes cells.</summary>
    /// <param name="command">How to start it.</param>
    /// <param name="folder">The notebook's folder.</param>
    /// <param name="onDeath">Told how it ended, unless it was ended from here.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<LiveSession> StartAsync(ChildCommand command, string folder, Action<string> onDeath, CancellationToken cancellationToken)
    {
        var session = new LiveSession(ChildSession.Start(command, folder), onDeath);
        try
        {
            await session._child.WaitUntilReadyAsync(cancellationToken).ConfigureAwait(false);
            return session;
        }
        catch
        {
            await session.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Ends the process; a cell that runs in it ends.</summary>
    public void End()
    {
        _ending.Cancel();
        _child.End();
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        await _child.DisposeAsync().ConfigureAwait(false);
        _ending.Dispose();
    }

    private async Task WatchAsync(Action<string> onDeath)
    {
        var ended = _child.WaitUntilEndedAsync(_ending.Token);
        await ((Task)ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (ended.IsCompletedSuccessfully && !_ending.IsCancellationRequested)
        {
            HowItEnded = await ended.ConfigureAwait(false);
            onDeath(HowItEnded);
        }
    }
}
