using Notebooks;

namespace Cli.Running;

/// <summary>What became of one notebook of a batch.</summary>
/// <param name="FullPath">Where it lies.</param>
/// <param name="Name">How it is called in messages: its path from the workbook's folder.</param>
/// <param name="Document">The notebook as stored, or null if it could not be read.</param>
/// <param name="Run">What became of its cells, or null if they were not run.</param>
/// <param name="Problem">Why it could not be read or run.</param>
internal sealed record NotebookOutcome(string FullPath, string Name, NotebookDocument? Document, NotebookRun? Run, string? Problem = null)
{
    public bool Passed => Problem is null && Run is { Passed: true };

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

    public static string FailureLine(string name, CellRun cell) => $"{name}, cell {cell.Number} ({cell.Id}): {cell.Failure}";
}
