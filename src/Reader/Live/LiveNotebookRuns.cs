using System.ComponentModel;
using Notebooks;
using Scripting;

namespace Reader.Live;

internal sealed partial class LiveNotebook
{
    private readonly List<LiveCell> _queue = [];
    private OutputRecorder _recorder = new();
    private CancellationTokenSource? _running;
    private Task _pump = Task.CompletedTask;
    private int _runs;

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
