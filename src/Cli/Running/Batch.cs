using System.Collections.Concurrent;
using Notebooks;
using Reader;

namespace Cli.Running;

/// <summary>Runs notebooks, writes what they leave, and reports. One bad notebook does not keep the others from running.</summary>
internal sealed class Batch
{
    private readonly BatchSettings _settings;
    private readonly Places _places;
    private readonly IRunDisplay _display;

    private Batch(BatchSettings settings, Places places, IRunDisplay display)
    {
        _settings = settings;
        _places = places;
        _display = display;
    }

    /// <summary>Runs what <paramref name="settings"/> ask for; returns the exit code.</summary>
    public static async Task<int> RunAsync(BatchSettings settings, CancellationToken cancellationToken)
    {
        var root = NotebookPaths.FindRoot(Environment.CurrentDirectory);
        var paths = NotebookPaths.Resolve(settings.Paths, Environment.CurrentDirectory, root);
        var places = new Places(root, settings.OutputFolder);
        IReadOnlyList<NotebookOutcome> outcomes = [];
        await RunDisplay.ShowAsync(async display => outcomes = await new Batch(settings, places, display).RunAllAsync(paths, cancellationToken));

        if (outcomes.Any(outcome => outcome.Run is not null))
        {
            Console.WriteLine($"written to {places.Output}");
        }

        Say(outcomes);
        return cancellationToken.IsCancellationRequested ? ExitCode.Stopped : outcomes.Max(outcome => outcome.ExitCode);
    }

    private static void Say(IReadOnlyList<NotebookOutcome> outcomes)
    {
        foreach (var line in outcomes.SelectMany(outcome => outcome.WarningLines()).Concat(outcomes.SelectMany(outcome => outcome.FailureLines())))
        {
            Console.WriteLine(line);
        }

        var (passed, leftOut) = (outcomes.Count(outcome => outcome.Passed), outcomes.Count(outcome => outcome.IsLeftOut));
        Console.WriteLine($"{passed} passed, {outcomes.Count - passed - leftOut} failed{(leftOut > 0 ? $", {leftOut} not run" : "")}");
    }

    private async Task<IReadOnlyList<NotebookOutcome>> RunAllAsync(IReadOnlyList<NotebookPath> paths, CancellationToken cancellationToken)
    {
        var job = new NotebookJob(_settings, _places, _display);
        var outcomes = new ConcurrentDictionary<int, NotebookOutcome>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = _settings.Jobs };
        await Parallel.ForAsync(0, paths.Count, options, async (i, _) =>
        {
            outcomes[i] = _settings.StopOnError && outcomes.Values.Any(outcome => !outcome.Passed)
                ? NotebookOutcome.LeftOut(paths[i].FullPath, _places.NameOf(paths[i].FullPath))
                : await job.RunAsync(paths[i], cancellationToken);
            _display.Finished(outcomes[i]);
        });

        var ordered = WriteBook([.. outcomes.OrderBy(entry => entry.Key).Select(entry => entry.Value)]);
        WriteReports(ordered);
        return ordered;
    }

    private void WriteReports(IReadOnlyList<NotebookOutcome> outcomes)
    {
        var suites = ReportSuite.Of(outcomes, _settings.Per);
        if (_settings.JUnitFile is { } junit)
        {
            JUnitReport.Write(Path.GetFullPath(junit), suites);
        }

        if (_settings.TrxFile is { } trx)
        {
            TrxReport.Write(Path.GetFullPath(trx), suites);
        }
    }

    private NotebookOutcome[] WriteBook(NotebookOutcome[] outcomes)
    {
        var run = outcomes.Where(outcome => outcome.Run is not null).ToArray();
        if (!_settings.WriteBook || run.Length == 0)
        {
            return outcomes;
        }

        var chapters = run.Select(outcome => new BookChapter(outcome.Run!.Executed, _places.PageOf(outcome.FullPath)));
        var problems = Book.Write(_places.Book, chapters.ToArray());
        return [.. outcomes.Select(outcome => WithProblems(outcome, problems))];
    }

    // A formula that cannot be set fails its notebook as a cell would.
    private static NotebookOutcome WithProblems(NotebookOutcome outcome, IReadOnlyList<PageProblem> problems)
    {
        var found = problems.Where(problem => ReferenceEquals(problem.Document, outcome.Run?.Executed))
            .Select(problem => new CellRun(problem.Cell.Number, problem.Cell.Id, CellVerdict.Failed, TimeSpan.Zero, new CellFailure(problem.Kind, problem.Message, problem.Line)));
        return outcome.Run is null ? outcome : outcome with { Run = outcome.Run with { Cells = [.. outcome.Run.Cells, .. found] } };
    }
}
