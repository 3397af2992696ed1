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

        var translated = Translated(run);
        var chapters = run.Select(outcome => outcome.Run!.Executed).Concat(translated.Select(translation => translation.Document).OfType<NotebookDocument>());
        var problems = Book.Write(_places.Book, [.. chapters.Select(chapter => new BookChapter(chapter, _places.PageOf(chapter.Path)))]);
        return [.. outcomes.Select(outcome => WithProblems(outcome, [.. translated.Where(translation => translation.Original == outcome)], problems))];
    }

    // The translations of what has run, with its outputs, but for those that ran themselves.
    private static Translation[] Translated(NotebookOutcome[] run)
    {
        var own = run.Select(outcome => outcome.FullPath).ToHashSet(StringComparer.Ordinal);
        return [.. run.SelectMany(outcome => Translations.Of(outcome.FullPath).Where(path => !own.Contains(path)).Select(path =>
            new Translation(outcome, path, Translations.WithOutputs(outcome.Run!.Executed, path, out var problem), problem)))];
    }

    // A formula that cannot be set fails its notebook as a cell would, one in a translation the notebook that was translated.
    private static NotebookOutcome WithProblems(NotebookOutcome outcome, Translation[] translations, IReadOnlyList<PageProblem> problems)
    {
        if (outcome.Run is not { } run)
        {
            return outcome;
        }

        var found = problems.Where(problem => problem.Document == run.Executed || translations.Any(translation => translation.Document == problem.Document))
            .Select(problem => new CellRun(
                problem.Cell.Number,
                problem.Cell.Id,
                CellVerdict.Failed,
                TimeSpan.Zero,
                new CellFailure(problem.Kind, problem.Document == run.Executed ? problem.Message : $"{Translations.NameOf(problem.Document.Path)}: {problem.Message}", problem.Line)));
        var left = translations.Where(translation => translation.Problem is not null)
            .Select(translation => $"{Translations.NameOf(translation.Path)} is not in the book: {translation.Problem}");
        return outcome with { Run = run with { Cells = [.. run.Cells, .. found], Warnings = [.. run.Warnings, .. left] } };
    }

    private sealed record Translation(NotebookOutcome Original, string Path, NotebookDocument? Document, string? Problem);
}
