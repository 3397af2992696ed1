namespace Notebooks.Lint.Rules;

/// <summary>Cells without an id: links to them, and a reader's edits of them, break when their text changes.</summary>
internal static class MissingId
{
    public static LintRule Rule { get; } = new("missing-id", "A cell has no id, so that links to it break when its text changes.", Check);

    private static IEnumerable<Remark> Check(NotebookDocument document, LintOptions options) => !document.StoresOutputs ? []
        : document.Cells.Where(cell => document.WithoutId.Contains(cell.Number)).Select(cell => new Remark(cell, 0, "it has no id in the file; save the notebook in the format 4.5 or later"));
}
