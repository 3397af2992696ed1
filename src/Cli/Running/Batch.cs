using System.Collections.Concurrent;
using Notebooks;
using Reader;

namespace Cli.Running;

/// <summary>Runs notebooks, writes what they leave, and reports. One bad notebook does not keep the others from running.</summary>
internal sealed class Batch
{
    private readonly BatchSettings _settings;
    private readonly string _root;
    private readonly string _output;
    private readonly IRunDisplay _display;

    private Batch(BatchSettings settings, string root, IRunDisplay display)
    {
        _settings = settings;
        _root = root;
        _output = Path.GetFullPath(settings.OutputFolder ?? Path.Combine(root, "artifacts"));
        _display = display;
    }

    /// <summary>Runs what <paramref name="settings"/> ask for; returns the exit code.</summary>
    public static async Task<int> RunAsync(BatchSettings settings, CancellationToken cancellationToken)
    {
        var root = NotebookPaths.FindRoot(Environment.CurrentDirectory);
        var paths = NotebookPaths.Resolve(settings.Paths, Environment.CurrentDirectory, root);
        IReadOnlyList<NotebookOutcome> outcomes = [];
        var written = "";
        await RunDisplay.ShowAsync(async display =>
        {
            var batch = new Batch(settings, root, display);
            outcomes = await batch.RunAllAsync(paths, cancellationToken);
            written = batch._output;
        });

        Console.WriteLine($"written to {written}");
        foreach (var line in outcomes.SelectMany(outcome => outcome.FailureLines()))
        {
            Console.WriteLine(line);
        }

        var failed = outcomes.Count(outcome => !outcome.Passed);
        Console.WriteLine($"{outcomes.Count - failed} passed, {failed} failed");
        return cancellationToken.IsCancellationRequested ? ExitCode.Stopped
            : outcomes.Any(outcome => outcome.Problem is not null) ? ExitCode.Usage
            : failed > 0 ? ExitCode.Failed
            : ExitCode.Passed;
    }

    private async Task<IReadOnlyList<NotebookOutcome>> RunAllAsync(IReadOnlyList<NotebookPath> paths, CancellationToken cancellationToken)
    {
        var outcomes = new ConcurrentDictionary<int, NotebookOutcome>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = _settings.Jobs };
        await Parallel.ForAsync(0, paths.Count, options, async (i, _) =>
        {
            var outcome = await RunOneAsync(paths[i], cancellationToken);
            _display.Finished(outcome);
            outcomes[i] = outcome;
        });

        NotebookOutcome[] ordered = [.. outcomes.OrderBy(entry => entry.Key).Select(entry => entry.Value)];
        ordered = WriteBook(ordered);
        if (_settings.JUnitFile is { } file)
        {
            JUnitReport.Write(Path.GetFullPath(file), ordered);
        }

        return ordered;
    }

    private async Task<NotebookOutcome> RunOneAsync(NotebookPath path, CancellationToken cancellationToken)
    {
        var name = NameOf(path.FullPath);
        if (path.Problem is not null)
        {
            return new NotebookOutcome(path.FullPath, name, null, null, path.Problem);
        }

        NotebookDocument document;
        try
        {
            document = NotebookDocument.Read(path.FullPath);
        }
        catch (NotebookFormatException e)
        {
            return new NotebookOutcome(path.FullPath, name, null, null, e.Problem);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new NotebookOutcome(path.FullPath, name, null, null, $"cannot be read: {e.Message}");
        }

        var run = await RunAsync(document, name, cancellationToken);
        StableOutputs.RemovePaths(run.Executed, Path.GetDirectoryName(path.FullPath)!);
        run.Executed.Write(Path.Combine(_output, "notebooks", PlaceOf(path.FullPath)));
        return new NotebookOutcome(path.FullPath, name, document, CheckStored(document, run, path.FullPath));
    }

    private async Task<NotebookRun> RunAsync(NotebookDocument document, string name, CancellationToken cancellationToken)
    {
        await using var session = ChildSession.Start(ChildCommand.Find(), Path.GetDirectoryName(document.Path)!);
        if (!cancellationToken.IsCancellationRequested)
        {
            await session.WaitUntilReadyAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        var options = new RunOptions { CellTimeLimit = _settings.CellTimeLimit, AllowErrors = _settings.AllowErrors };
        return await NotebookRunner.RunAsync(document, session, options, happened => _display.Happened(name, happened), cancellationToken);
    }

    private NotebookRun CheckStored(NotebookDocument stored, NotebookRun run, string path)
    {
        switch (_settings.StoredOutputs)
        {
            case StoredOutputs.Compare:
                var cells = run.Cells.Select(cell => cell.Verdict != CellVerdict.Passed ? cell : Compared(stored, run.Executed, cell));
                return run with { Cells = [.. cells] };
            case StoredOutputs.Update when run.Passed:
                var updated = run.Executed.Copy();
                StableOutputs.RemoveIgnored(updated);
                updated.Write(path);
                return run;
            default:
                return run;
        }
    }

    private static CellRun Compared(NotebookDocument stored, NotebookDocument executed, CellRun cell) =>
        OutputComparer.Difference(stored.Cells[cell.Number - 1], executed.Cells[cell.Number - 1]) is { } difference
            ? cell with { Verdict = CellVerdict.Failed, Failure = new CellFailure("OutputDiffers", difference) }
            : cell;

    private NotebookOutcome[] WriteBook(NotebookOutcome[] outcomes)
    {
        var run = outcomes.Where(outcome => outcome.Run is not null).ToArray();
        if (!_settings.WriteBook || run.Length == 0)
        {
            return outcomes;
        }

        var chapters = run.Select(outcome => new BookChapter(outcome.Run!.Executed, Path.ChangeExtension(PlaceOf(outcome.FullPath), ".html").Replace('\\', '/')));
        var problems = Book.Write(Path.Combine(_output, "book"), chapters.ToArray());
        return [.. outcomes.Select(outcome => WithProblems(outcome, problems))];
    }

    // A formula that cannot be set fails its notebook as a cell would.
    private static NotebookOutcome WithProblems(NotebookOutcome outcome, IReadOnlyList<PageProblem> problems)
    {
        var found = problems.Where(problem => ReferenceEquals(problem.Document, outcome.Run?.Executed))
            .Select(problem => new CellRun(problem.Cell.Number, problem.Cell.Id, CellVerdict.Failed, TimeSpan.Zero, new CellFailure(problem.Kind, problem.Message, problem.Line)));
        return outcome.Run is null ? outcome : outcome with { Run = outcome.Run with { Cells = [.. outcome.Run.Cells, .. found] } };
    }

    /// <summary>How a notebook is called in messages.</summary>
    private string NameOf(string path) => RelativeTo(_root, path) ?? path;

    /// <summary>Where a notebook's copy and page go below their folders: its path from notebooks/, else from the workbook's folder, else from the file system's root.</summary>
    private string PlaceOf(string path) =>
        RelativeTo(Path.Combine(_root, "notebooks"), path) ?? RelativeTo(_root, path) ?? Path.GetRelativePath(Path.GetPathRoot(path)!, path);

    private static string? RelativeTo(string folder, string path)
    {
        var relative = Path.GetRelativePath(folder, path);
        return Path.IsPathRooted(relative) || relative.Split('/', '\\')[0] == ".." ? null : relative.Replace('\\', '/');
    }
}
