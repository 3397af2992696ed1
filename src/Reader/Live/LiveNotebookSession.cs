using Notebooks;

namespace Reader.Live;

// the session process of an opened notebook: it starts at the first run, ends when nobody uses it, and its death is said
internal sealed partial class LiveNotebook
{
    private readonly SemaphoreSlim _sessionGate = new(1, 1);
    private LiveSession? _session;
    private LiveSession? _diedOf;
    private bool _isStarting;
    private string? _sessionNotice;
    private DateTime _lastUse = DateTime.UtcNow;

    /// <summary>The session's answers about code, or null while no session lives.</summary>
    public ICellInsight? Insight
    {
        get
        {
            lock (_gate)
            {
                return _session?.Insight;
            }
        }
    }

    /// <summary>Ends the session; the next run starts a new one.</summary>
    public Task RestartAsync() => EndSessionAsync("The session was ended. Variables are gone, outputs stay; the next run starts a new session.");

    /// <summary>Ends a session that nobody has used for long.</summary>
    public async Task EndIfUnusedAsync(TimeSpan idleLimit, TimeSpan unwatchedLimit)
    {
        bool isUnused;
        lock (_gate)
        {
            var now = DateTime.UtcNow;
            isUnused = _session is not null && _pump.IsCompleted && (now - _lastUse > idleLimit || (_pages.Count == 0 && now - _unwatchedSince > unwatchedLimit));
        }

        if (isUnused)
        {
            await EndSessionAsync("The session was ended, since it was not used for a while. Variables are gone, outputs stay; the next run starts a new session.").ConfigureAwait(false);
        }
    }

    // What has died while a cell ran is let go of when nothing uses it any more.
    private void LoseDead()
    {
        LiveSession? died;
        string? how;
        lock (_gate)
        {
            died = _session is not null && _session == _diedOf ? _session : null;
            how = _session?.HowItEnded;
            _diedOf = null;
        }

        if (died is not null)
        {
            Lost(died, "The session ended while a cell ran.");
        }
        else if (how is not null)
        {
            Lost(_session, $"The session ended by itself: {how}.");
        }
    }

    private async Task<LiveSession> SessionAsync(CancellationToken stop)
    {
        await _sessionGate.WaitAsync(stop).ConfigureAwait(false);
        try
        {
            lock (_gate)
            {
                if (_session is not null)
                {
                    return _session;
                }

                _isStarting = true;
                Touch(null);
            }

            LiveSession? started = null;
            started = await LiveSession.StartAsync(_settings.Command, Path.GetDirectoryName(File)!, how => Lost(started, $"The session ended by itself: {how}."), stop).ConfigureAwait(false);
            lock (_gate)
            {
                _session = started;
                _recorder = new OutputRecorder();
                _sessionNotice = null;
                _runs = 0;
            }

            return started;
        }
        finally
        {
            lock (_gate)
            {
                _isStarting = false;
                Touch(null);
            }

            _sessionGate.Release();
        }
    }

    // A session that has died is said so, with what was lost; it is never quietly replaced. While a cell runs in it, the cell's end says it.
    private void Lost(LiveSession? session, string how)
    {
        lock (_gate)
        {
            if (session is null || _session != session || _running is not null)
            {
                return;
            }

            var lost = Forget();
            _sessionNotice = $"{how} What {(lost == 1 ? "1 cell" : $"{lost} cells")} had computed is gone, outputs stay; the next run starts a new session.";
            Touch(null);
        }

        _ = session.DisposeAsync().AsTask();
    }

    private async Task EndSessionAsync(string? notice)
    {
        LiveSession? session;
        Task pump;
        lock (_gate)
        {
            ClearQueue();
            _ = _running?.CancelAsync();
            session = _session;
            pump = _pump;
            if (session is not null)
            {
                Forget();
                _sessionNotice = notice;
                Touch(null);
            }
        }

        session?.End();
        await pump.ConfigureAwait(false);
        if (session is not null)
        {
            await session.DisposeAsync().ConfigureAwait(false);
        }
    }

    // How many cells had run in the session.
    private int Forget()
    {
        _session = null;
        var ran = _cells.Where(cell => cell.RunOrder > 0 || cell.State is CellState.Ok).ToArray();
        foreach (var cell in ran)
        {
            cell.RunOrder = 0;
            cell.State = cell.State == CellState.Running ? cell.State : CellState.Stored;
            Touch(cell);
        }

        Changed();
        return ran.Length;
    }

    private SessionMessage SessionState() => new(
        _isStarting ? "starting" : !_pump.IsCompleted ? "busy" : _session is not null ? "idle" : "none",
        _sessionNotice);
}
