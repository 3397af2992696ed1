using System.Globalization;
using Scripting;

namespace Notebooks;

/// <summary>Runs the cells of one notebook in a session, each within its time limit, and says how each counts.</summary>
internal sealed class CellExecution(
    NotebookDocument document, INotebookSession session, RunOptions options, CancellationToken notebookLimit, CancellationToken stop)
{
    private readonly OutputRecorder _recorder = new();
    private int _count;

    public async Task<CellRun> RunAsync(NotebookCell cell)
    {
        var outputs = new CellRecord(_recorder);
        _recorder.Begin(cell, ++_count);
        var language = CellLanguage.Of(document, cell);
        if (!options.Languages.Contains(language))
        {
            var others = string.Join(", ", options.Languages);
            outputs.Add(ErrorOf("UnsupportedLanguage", $"the cell's language is {language}; this session runs {others}. --via-jupyter drives other kernels"));
            return new CellRun(cell.Number, cell.Id, CellVerdict.Failed, TimeSpan.Zero, FailureOf(outputs.Error));
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop, notebookLimit);
        limit.CancelAfter(options.CellTimeLimit);
        var result = await session.ExecuteAsync(new CellRequest(cell.Id, cell.Source, language), outputs.Add, limit.Token).ConfigureAwait(false);
        var verdict = VerdictOn(result.Status, cell.Tags.Contains(CellTags.RaisesException), limit.IsCancellationRequested);
        if (verdict == CellVerdict.TimedOut)
        {
            outputs.Add(ErrorOf("TimedOut", LimitText()));
        }

        var failure = (verdict, result.Status) switch
        {
            (CellVerdict.Passed, _) => null,
            (CellVerdict.NotRun, _) => new CellFailure("Interrupted", "the run was stopped"),
            (_, CellStatus.Ok) => new CellFailure("NoException", $"the cell is tagged {CellTags.RaisesException} but ran to its end"),
            _ => FailureOf(outputs.Error),
        };
        return new CellRun(cell.Number, cell.Id, verdict, result.Elapsed, failure, result.Memory);
    }

    private CellVerdict VerdictOn(CellStatus status, bool mustFail, bool limitReached) => status switch
    {
        CellStatus.Ok => mustFail ? CellVerdict.Failed : CellVerdict.Passed,
        CellStatus.Error => mustFail ? CellVerdict.Passed : CellVerdict.Failed,
        _ when stop.IsCancellationRequested => CellVerdict.NotRun,
        _ when limitReached => CellVerdict.TimedOut,
        CellStatus.Died => CellVerdict.Died,
        _ => CellVerdict.Failed,
    };

    private string LimitText() => notebookLimit.IsCancellationRequested
        ? string.Create(CultureInfo.InvariantCulture, $"the notebook did not end within {options.NotebookTimeLimit!.Value.TotalSeconds:0.###} s; this cell was running")
        : string.Create(CultureInfo.InvariantCulture, $"the cell did not end within {options.CellTimeLimit.TotalSeconds:0.###} s");

    private static ErrorOutput ErrorOf(string name, string message) => new(name, message, [message]);

    private static CellFailure FailureOf(ErrorOutput? error)
    {
        if (error is null)
        {
            return new CellFailure("Error", "the session reported a failure without saying why");
        }

        return new CellFailure(error.Name, error.Value, ErrorLine.Of(error), error.Traceback);
    }

    /// <summary>Takes a cell's outputs from whatever thread they come, until the next cell begins.</summary>
    private sealed class CellRecord(OutputRecorder recorder)
    {
        private readonly Lock _gate = new();

        public ErrorOutput? Error { get; private set; }

        public void Add(CellOutput output)
        {
            lock (_gate)
            {
                Error = output as ErrorOutput ?? Error;
                recorder.Add(output);
            }
        }
    }
}
