using System.ComponentModel;
using Notebooks;
using Scripting;

namespace Reader.Live;

/// <summary>Which cells a run means, as seen from one cell.</summary>
internal enum RunScope
{
    /// <summary>The cell.</summary>
    Cell,

    /// <summary>The cell, and before it what it needs and is not up to date.</summary>
    Needs,

    /// <summary>The cells above it.</summary>
    Above,

    /// <summary>All cells.</summary>
    All,
}

internal sealed partial class LiveNotebook
{
    private readonly List<LiveCell> _queue = [];
    private readonly SemaphoreSlim _sessionGate = new(1, 1);
    private OutputRecorder _recorder = new();
    private LiveSession? _session;
    private LiveSession? _diedOf;
    private CancellationTokenSource? _running;
    private Task _pump = Task.CompletedTask;
    private bool _isStarting;
    private string? _sessionNotice;
    private int _runs;
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

    /// <summary>Queues cells to run, in the notebook's order.</summary>
    /// <exception cref="KeyNotFoundException">There is no such cell.</exception>
    public void Run(string? cellId, RunScope scope)
    {
        lock (_gate)
        {
            foreach (var cell in Meant(cellId, scope).Where(cell => !cell.IsActive))
            {
                cell.Before = cell.State;
                cell.State = CellState.Queued;
                _queue.Add(cell);
                Touch(cell);
            }

            _lastUse = DateTime.UtcNow;
            if (_queue.Count > 0 && _pump.IsCompleted)
            {
                _pump = Task.Run(PumpAsync);
            }
        }
    }

    /// <summary>Stops the cell that runs, and lets the queued ones be.</summary>
    public void Interrupt()
    {
        lock (_gate)
        {
            ClearQueue();
            _ = _running?.CancelAsync();
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

    private IEnumerable<LiveCell> Meant(string? cellId, RunScope scope)
    {
        if (scope == RunScope.All)
        {
            return _cells.Where(IsRunWithOthers);
        }

        var index = _cells.IndexOf(Find(cellId ?? ""));
        return scope switch
        {
            RunScope.Above => _cells.Take(index).Where(IsRunWithOthers),
            RunScope.Needs => Needs()[index].Select(i => _cells[i]).Where(cell => !IsUpToDate(cell)).Append(_cells[index]),
            _ => [_cells[index]],
        };
    }

    private static bool IsRunWithOthers(LiveCell cell) => !cell.Tags.Contains(CellTags.SkipExecution) && !cell.Tags.Contains(CellTags.Slow);

    private bool IsUpToDate(LiveCell cell) => cell.RunOrder > 0 && cell.State == CellState.Ok && cell.RanSource == cell.Source && !_stale.Contains(cell.Id);

    private async Task PumpAsync()
    {
        while (true)
        {
            LiveCell cell;
            CancellationToken stop;
            lock (_gate)
            {
                if (_queue.Count == 0)
                {
                    _lastUse = DateTime.UtcNow;
                    _pump = Task.CompletedTask;
                    Touch(null);
                    return;
                }

                cell = _queue[0];
                _queue.RemoveAt(0);
                _running = new CancellationTokenSource();
                stop = _running.Token;
                Begin(cell);
            }

            var isGoing = await RunAsync(cell, stop).ConfigureAwait(false);
            lock (_gate)
            {
                _running.Dispose();
                _running = null;
                if (!isGoing)
                {
                    ClearQueue();
                }
            }

            LoseDead();
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

    private void Begin(LiveCell cell)
    {
        cell.State = CellState.Running;
        cell.Generation++;
        cell.RanSource = cell.Source;
        cell.ErrorLine = 0;
        cell.Shown.Clear();
        cell.Stored.ClearOutputs();
        cell.Watch.Restart();
        Touch(cell);
    }

    // Whether the cells queued behind it may run.
    private async Task<bool> RunAsync(LiveCell cell, CancellationToken stop)
    {
        LiveSession session;
        try
        {
            session = await SessionAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Finish(cell, CellState.Interrupted, order: 0);
            return false;
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or IOException)
        {
            lock (_gate)
            {
                _recorder.Begin(cell.Stored, 0);
                Add(cell, new ErrorOutput("SessionNotStarted", e.Message, [$"The session could not be started: {e.Message}"]));
            }

            Finish(cell, CellState.Error, order: 0);
            return false;
        }

        string language;
        int order;
        lock (_gate)
        {
            language = CellLanguage.Of(Document, cell.Stored);
            order = ++_runs;
            _recorder.Begin(cell.Stored, order);
        }

        var result = await session.Cells.ExecuteAsync(new CellRequest(cell.Id, cell.RanSource!, language), output => Add(cell, output), stop).ConfigureAwait(false);
        if (result.Status == CellStatus.Died)
        {
            Finish(cell, stop.IsCancellationRequested ? CellState.Interrupted : CellState.Error, order: 0);
            lock (_gate)
            {
                _diedOf = session;
            }

            return false;
        }

        var state = result.Status switch
        {
            CellStatus.Ok => CellState.Ok,
            CellStatus.Interrupted => CellState.Interrupted,
            _ => CellState.Error,
        };
        Finish(cell, state, order);
        return state == CellState.Ok || (state == CellState.Error && cell.Tags.Contains(CellTags.RaisesException));
    }

    private void Add(LiveCell cell, CellOutput output)
    {
        lock (_gate)
        {
            _recorder.Add(output);
            if (output is ErrorOutput error)
            {
                cell.ErrorLine = ErrorLine.Of(error) ?? 0;
            }

            // What is shown again may stand under any cell.
            foreach (var changed in output is DisplayOutput { IsUpdate: true } ? _cells.Where(shown => shown.Generation > 0) : [cell])
            {
                changed.IsUnrendered = true;
                Touch(changed);
            }
        }
    }

    private void Finish(LiveCell cell, CellState state, int order)
    {
        lock (_gate)
        {
            cell.Watch.Stop();
            cell.State = state;
            cell.RunOrder = order;
            cell.IsUnrendered = true;
            Touch(cell);
            Changed();
        }
    }

    private void ClearQueue()
    {
        foreach (var cell in _queue)
        {
            cell.State = cell.Before;
            Touch(cell);
        }

        _queue.Clear();
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

    private IReadOnlyList<int>[] Needs()
    {
        if (_needs is null)
        {
            var texts = _cells.Select(cell => new CellText(cell.Id, CellLanguage.Of(Document, cell.Stored), cell.Source, CellText.Named(cell.Stored.Metadata))).ToArray();
            _needs = [.. Enumerable.Range(0, texts.Length).Select(i => CellNeeds.Of(texts, i))];
        }

        return _needs;
    }

    // After a text or a run has changed: which outputs no longer follow from what stands above them.
    private void Changed()
    {
        var needs = Needs();
        var stale = Enumerable.Range(0, _cells.Count).Where(i => needs[i].Any(above => Outdates(_cells[above], _cells[i]))).Select(i => _cells[i].Id).ToHashSet(StringComparer.Ordinal);
        var before = _stale;
        _stale = stale;
        foreach (var cell in _cells.Where(cell => stale.Contains(cell.Id) != before.Contains(cell.Id)))
        {
            Touch(cell);
        }
    }

    private static bool Outdates(LiveCell above, LiveCell cell) =>
        cell.State is not (CellState.Queued or CellState.Running) && cell.Stored.ExecutionCount is not null
        && (cell.RunOrder > 0 ? above.RunOrder > cell.RunOrder || (above.IsUnrun && above.RunOrder > 0) : cell.Generation > 0 ? above.IsUnrun : above.IsEdited);
}
