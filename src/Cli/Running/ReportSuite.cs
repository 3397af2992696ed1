using Notebooks;

namespace Cli.Running;

/// <summary>How a test case of a report ended.</summary>
internal enum CaseResult
{
    Passed,

    /// <summary>It ran and failed.</summary>
    Failed,

    /// <summary>It could not be run.</summary>
    Error,
    Skipped,
}

/// <summary>A test case of a report: a cell, or a notebook.</summary>
internal sealed record ReportCase(string Name, TimeSpan Elapsed, CaseResult Result, string? Kind = null, string? Message = null, string? Details = null);

/// <summary>The test cases of a notebook, or those of all notebooks; reports of every format are written from these.</summary>
internal sealed record ReportSuite(string Name, DateTimeOffset Started, TimeSpan Elapsed, IReadOnlyList<ReportCase> Cases)
{
    public static IReadOnlyList<ReportSuite> Of(IReadOnlyList<NotebookOutcome> outcomes, ReportedUnit per) => per == ReportedUnit.Cell
        ? [.. outcomes.Select(OfCells)]
        : [new ReportSuite("notebooks", outcomes.Min(outcome => outcome.Started), Sum(outcomes), [.. outcomes.Select(OfNotebook)])];

    private static TimeSpan Sum(IEnumerable<NotebookOutcome> outcomes) =>
        outcomes.Aggregate(TimeSpan.Zero, (sum, outcome) => sum + (outcome.Run?.Elapsed ?? TimeSpan.Zero));

    private static ReportSuite OfCells(NotebookOutcome outcome)
    {
        IEnumerable<ReportCase> whole =
            outcome.Problem is { } problem ? [new ReportCase("read", TimeSpan.Zero, CaseResult.Error, "Problem", problem)]
            : outcome.IsLeftOut ? [LeftOut("run")]
            : [];
        return new ReportSuite(outcome.Name, outcome.Started, outcome.Run?.Elapsed ?? TimeSpan.Zero, [.. whole, .. outcome.Run?.Cells.Select(OfCell) ?? []]);
    }

    private static ReportCase OfCell(CellRun cell)
    {
        var name = $"cell {cell.Number} ({cell.Id})";
        return cell switch
        {
            { IsFailure: true, Failure: { } failure } =>
                new ReportCase(name, cell.Elapsed, CaseResult.Failed, failure.Kind, failure.ToString(), string.Join('\n', failure.Traceback ?? [failure.Message])),
            { Verdict: CellVerdict.Skipped or CellVerdict.NotRun } => new ReportCase(name, cell.Elapsed, CaseResult.Skipped, Message: cell.Failure?.Message ?? cell.Verdict.ToString()),
            _ => new ReportCase(name, cell.Elapsed, CaseResult.Passed),
        };
    }

    private static ReportCase OfNotebook(NotebookOutcome outcome)
    {
        if (outcome.IsLeftOut)
        {
            return LeftOut(outcome.Name);
        }

        var lines = outcome.FailureLines().ToArray();
        var result = outcome.Problem is not null ? CaseResult.Error : outcome.Passed ? CaseResult.Passed : CaseResult.Failed;
        var kind = outcome.Problem is not null ? "Problem" : outcome.Run!.Cells.FirstOrDefault(cell => cell.IsFailure)?.Failure?.Kind;
        return result == CaseResult.Passed
            ? new ReportCase(outcome.Name, outcome.Run!.Elapsed, result)
            : new ReportCase(outcome.Name, outcome.Run?.Elapsed ?? TimeSpan.Zero, result, kind ?? "NotRun", lines.FirstOrDefault() ?? "stopped", string.Join('\n', lines));
    }

    private static ReportCase LeftOut(string name) => new(name, TimeSpan.Zero, CaseResult.Skipped, Message: "an earlier notebook failed");
}
