using System.Diagnostics;

namespace Notebooks;

/// <summary>Runs the code cells of a notebook top to bottom in one session and stores their outputs in a copy of it.</summary>
public static class NotebookRunner
{
    /// <summary>Runs <paramref name="document"/>, which stays as it is. Stops at the first cell that fails unless told to go on.</summary>
    /// <param name="document">The notebook.</param>
    /// <param name="session">A fresh session; the caller ends it.</param>
    /// <param name="options">Time limits, what to do about errors, and which cells to pass over.</param>
    /// <param name="onEvent">Told when cells begin and end.</param>
    /// <param name="cancellationToken">Stops the run; the remaining cells count as not run.</param>
    public static async Task<NotebookRun> RunAsync(
        NotebookDocument document, INotebookSession session, RunOptions options, Action<RunEvent>? onEvent = null, CancellationToken cancellationToken = default)
    {
        var since = Stopwatch.StartNew();
        var executed = document.Copy();
        CellMeasurements.Remove(executed);
        var cells = executed.Cells.Where(cell => cell.IsCode).ToArray();
        foreach (var cell in cells)
        {
            cell.ClearOutputs();
        }

        using var limit = new CancellationTokenSource(options.NotebookTimeLimit ?? Timeout.InfiniteTimeSpan);
        var execution = new CellExecution(executed, session, options, limit.Token, cancellationToken);
        var runs = new List<CellRun>();
        var stopped = false;
        foreach (var cell in cells)
        {
            var run = PassedOver(cell, options, stopped || cancellationToken.IsCancellationRequested);
            if (run is null)
            {
                onEvent?.Invoke(new CellStarted(cell, runs.Count + 1, cells.Length));
                run = await execution.RunAsync(cell).ConfigureAwait(false);
                CellMeasurements.Store(cell, run);
            }

            runs.Add(run);
            onEvent?.Invoke(new CellFinished(run, runs.Count, cells.Length));
            stopped |= run.Verdict is CellVerdict.TimedOut or CellVerdict.Died or CellVerdict.NotRun || (run.IsFailure && !options.AllowErrors);
        }

        return new NotebookRun(executed, runs, since.Elapsed) { Warnings = [.. Warnings(executed)] };
    }

    private static CellRun? PassedOver(NotebookCell cell, RunOptions options, bool isStopped) =>
        cell.Tags.Contains(CellTags.SkipExecution) || (cell.Tags.Contains(CellTags.Slow) && !options.IncludesSlow)
            ? new CellRun(cell.Number, cell.Id, CellVerdict.Skipped, TimeSpan.Zero)
            : isStopped ? new CellRun(cell.Number, cell.Id, CellVerdict.NotRun, TimeSpan.Zero)
            : null;

    private static IEnumerable<string> Warnings(NotebookDocument document) => document.Cells
        .Where(cell => cell.IsCode)
        .Select(cell => (cell, contradiction: CellLanguage.Contradiction(cell)))
        .Where(found => found.contradiction is not null)
        .Select(found => $"cell {found.cell.Number} ({found.cell.Id}): {found.contradiction}");
}
