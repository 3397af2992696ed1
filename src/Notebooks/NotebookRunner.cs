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

        var language = CellLanguage.Of(document, cell);
        if (language is not (CellLanguage.CSharp or CellLanguage.FSharp))
        {
            OnOutput(ErrorOf("UnsupportedLanguage", $"the cell's language is {language}; only {CellLanguage.CSharp} and {CellLanguage.FSharp} can be run"));
            return new CellRun(cell.Number, cell.Id, CellVerdict.Failed, TimeSpan.Zero, FailureOf(error));
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(options.CellTimeLimit);
        var result = await session.ExecuteAsync(new CellRequest(cell.Id, cell.Source, language), OnOutput, limit.Token).ConfigureAwait(false);
        var verdict = VerdictOn(result.Status, cell.Tags.Contains(RaisesException), limit.IsCancellationRequested, cancellationToken.IsCancellationRequested);
        if (verdict == CellVerdict.TimedOut)
        {
            OnOutput(ErrorOf("TimedOut", string.Create(CultureInfo.InvariantCulture, $"the cell did not end within {options.CellTimeLimit.TotalSeconds:0.###} s")));
        }

        var failure = (verdict, result.Status) switch
        {
            (CellVerdict.Passed, _) => null,
            (CellVerdict.NotRun, _) => new CellFailure("Interrupted", "the run was stopped"),
            (_, CellStatus.Ok) => new CellFailure("NoException", $"the cell is tagged {RaisesException} but ran to its end"),
            _ => FailureOf(error),
        };
        return new CellRun(cell.Number, cell.Id, verdict, result.Elapsed, failure);
    }

    private static CellVerdict VerdictOn(CellStatus status, bool mustFail, bool limitReached, bool runStopped) => status switch
    {
        CellStatus.Ok => mustFail ? CellVerdict.Failed : CellVerdict.Passed,
        CellStatus.Error => mustFail ? CellVerdict.Passed : CellVerdict.Failed,
        _ when runStopped => CellVerdict.NotRun,
        CellStatus.TimedOut => CellVerdict.TimedOut,
        _ when limitReached => CellVerdict.TimedOut,
        CellStatus.Died => CellVerdict.Died,
        _ => CellVerdict.Failed,
    };

    private static ErrorOutput ErrorOf(string name, string message) => new(name, message, [message]);

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
