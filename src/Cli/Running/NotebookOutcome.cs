using Notebooks;

namespace Cli.Running;

/// <summary>What became of one notebook of a batch.</summary>
/// <param name="FullPath">Where it lies.</param>
/// <param name="Name">How it is called in messages: its path from the workbook's folder.</param>
/// <param name="Run">What became of its cells, or null if they were not run.</param>
/// <param name="Problem">Why it could not be read or run.</param>
internal sealed record NotebookOutcome(string FullPath, string Name, NotebookRun? Run, string? Problem = null)
{
    /// <summary>When it was begun.</summary>
    public DateTimeOffset Started { get; init; } = DateTimeOffset.UtcNow;

    /// <summary>Whether it was left out because an earlier one failed.</summary>
    public bool IsLeftOut => Run is null && Problem is null;

    public bool Passed => ExitCode == Cli.ExitCode.Passed && !IsLeftOut;

    public int ExitCode =>
        Problem is not null ? Cli.ExitCode.Usage
        : Run is null || Run.Passed ? Cli.ExitCode.Passed
        : Run.Cells.Any(cell => cell.Verdict is CellVerdict.TimedOut or CellVerdict.Died) ? Cli.ExitCode.Died
        : Cli.ExitCode.Failed;

    public static NotebookOutcome LeftOut(string fullPath, string name) => new(fullPath, name, null);

    /// <summary>A line for each failure, naming notebook and cell.</summary>
    public IEnumerable<string> FailureLines()
    {
        if (Problem is not null)
        {
            yield return $"{Name}: {Problem}";
        }

        foreach (var cell in Run?.Cells.Where(cell => cell.Failure is not null) ?? [])
        {
            yield return FailureLine(Name, cell);
        }
    }

    /// <summary>A line for each thing that should be seen to.</summary>
    public IEnumerable<string> WarningLines() => Run?.Warnings.Select(warning => $"{Name}: warning: {warning}") ?? [];

    public static string FailureLine(string name, CellRun cell) => $"{name}, cell {cell.Number} ({cell.Id}): {cell.Failure}";
}
