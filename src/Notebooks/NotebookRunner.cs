using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Scripting;

namespace Notebooks;

/// <summary>Runs the code cells of a notebook top to bottom in one session and stores their outputs in a copy of it.</summary>
public static partial class NotebookRunner
{
    /// <summary>The tag of a cell that must fail.</summary>
    public const string RaisesException = "raises-exception";

    /// <summary>The tag of a cell that is not run.</summary>
    public const string SkipExecution = "skip-execution";

    /// <summary>Runs <paramref name="document"/>, which stays as it is. Stops at the first cell that fails unless told to go on.</summary>
    /// <param name="document">The notebook.</param>
    /// <param name="session">A fresh session; the caller ends it.</param>
    /// <param name="options">Time limit and what to do about errors.</param>
    /// <param name="onEvent">Told when cells begin and end.</param>
    /// <param name="cancellationToken">Stops the run; the remaining cells count as not run.</param>
    public static async Task<NotebookRun> RunAsync(
        NotebookDocument document, INotebookSession session, RunOptions options, Action<RunEvent>? onEvent = null, CancellationToken cancellationToken = default)
    {
        var since = Stopwatch.StartNew();
        var executed = document.Copy();
        var cells = executed.Cells.Where(cell => cell.IsCode).ToArray();
        foreach (var cell in cells)
        {
            cell.ClearOutputs();
        }

        var runs = new List<CellRun>();
        var recorder = new OutputRecorder();
        var executionCount = 0;
        var stopped = false;
        foreach (var cell in cells)
        {
            CellRun run;
            if (cell.Tags.Contains(SkipExecution) || stopped || cancellationToken.IsCancellationRequested)
            {
                run = new CellRun(cell.Number, cell.Id, cell.Tags.Contains(SkipExecution) ? CellVerdict.Skipped : CellVerdict.NotRun, TimeSpan.Zero);
            }
            else
            {
                onEvent?.Invoke(new CellStarted(cell, runs.Count + 1, cells.Length));
                recorder.Begin(cell, ++executionCount);
                run = await RunCellAsync(executed, cell, session, recorder, options, cancellationToken).ConfigureAwait(false);
            }

            runs.Add(run);
            onEvent?.Invoke(new CellFinished(run, runs.Count, cells.Length));
            stopped |= run.Verdict is CellVerdict.TimedOut or CellVerdict.Died or CellVerdict.NotRun || (run.IsFailure && !options.AllowErrors);
        }

        return new NotebookRun(executed, runs, since.Elapsed);
    }

    private static async Task<CellRun> RunCellAsync(
        NotebookDocument document, NotebookCell cell, INotebookSession session, OutputRecorder recorder, RunOptions options, CancellationToken cancellationToken)
    {
        ErrorOutput? error = null;
        var gate = new Lock();
        void OnOutput(CellOutput output)
        {
            lock (gate)
            {
                error = output as ErrorOutput ?? error;
                recorder.Add(output);
            }
        }

        CellRun Ended(CellVerdict verdict, TimeSpan elapsed, CellFailure? failure = null) => new(cell.Number, cell.Id, verdict, elapsed, failure);

        var language = CellLanguage.Of(document, cell);
        if (language != CellLanguage.CSharp)
        {
            var message = $"the cell's language is {language}; only {CellLanguage.CSharp} can be run";
            OnOutput(new ErrorOutput("UnsupportedLanguage", message, [message]));
            return Ended(CellVerdict.Failed, TimeSpan.Zero, FailureOf(error));
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.CellTimeLimit);
        var result = await session.ExecuteAsync(new CellRequest(cell.Id, cell.Source, language), OnOutput, limit.Token).ConfigureAwait(false);
        if (result.Status != CellStatus.Ok && result.Status != CellStatus.Error && cancellationToken.IsCancellationRequested)
        {
            return Ended(CellVerdict.NotRun, result.Elapsed, new CellFailure("Interrupted", "the run was stopped"));
        }

        if (result.Status == CellStatus.TimedOut || (result.Status is not (CellStatus.Ok or CellStatus.Error) && limit.IsCancellationRequested))
        {
            var message = string.Create(CultureInfo.InvariantCulture, $"the cell did not end within {options.CellTimeLimit.TotalSeconds:0.###} s");
            OnOutput(new ErrorOutput("TimedOut", message, [message]));
            return Ended(CellVerdict.TimedOut, result.Elapsed, FailureOf(error));
        }

        if (result.Status == CellStatus.Ok)
        {
            return cell.Tags.Contains(RaisesException)
                ? Ended(CellVerdict.Failed, result.Elapsed, new CellFailure("NoException", $"the cell is tagged {RaisesException} but ran to its end"))
                : Ended(CellVerdict.Passed, result.Elapsed);
        }

        if (result.Status == CellStatus.Died)
        {
            return Ended(CellVerdict.Died, result.Elapsed, FailureOf(error));
        }

        return result.Status == CellStatus.Error && cell.Tags.Contains(RaisesException)
            ? Ended(CellVerdict.Passed, result.Elapsed)
            : Ended(CellVerdict.Failed, result.Elapsed, FailureOf(error));
    }

    private static CellFailure FailureOf(ErrorOutput? error)
    {
        if (error is null)
        {
            return new CellFailure("Error", "the session reported a failure without saying why");
        }

        var line = error.Traceback.Select(text => LineOfCell().Match(text)).FirstOrDefault(match => match.Success);
        return new CellFailure(
            error.Name, error.Value, line is null ? null : int.Parse(line.Groups["line"].Value, CultureInfo.InvariantCulture), error.Traceback);
    }

    // How the session points at a line of a cell, in compile errors and in stack traces.
    [GeneratedRegex(@"cell \d+(, line |\()(?<line>\d+)")]
    private static partial Regex LineOfCell();
}
