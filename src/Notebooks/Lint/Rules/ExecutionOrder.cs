namespace Notebooks.Lint.Rules;

/// <summary>Prompt numbers that do not rise: the outputs come from runs in another order than the notebook's.</summary>
internal static class ExecutionOrder
{
    public static LintRule Rule { get; } = new("execution-order", "The prompt numbers of the cells do not rise: their outputs come from a run in another order.", Check);

    private static IEnumerable<Remark> Check(NotebookDocument document, LintOptions options)
    {
        NotebookCell? before = null;
        foreach (var cell in document.Cells.Where(cell => cell.IsCode && cell.ExecutionCount is not null))
        {
            if (before is not null && cell.ExecutionCount <= before.ExecutionCount)
            {
                yield return new Remark(cell, 0, $"its prompt number is {cell.ExecutionCount}, after {before.ExecutionCount} in cell {before.Number} ({before.Id}); run the notebook from top to bottom and store it");
            }

            before = cell;
        }
    }
}
