namespace Notebooks.Lint.Rules;

/// <summary>Outputs that make the stored notebook heavy.</summary>
internal static class LargeOutput
{
    public static LintRule Rule { get; } = new("large-output", "The outputs of a cell are larger than the limit.", Check);

    private static IEnumerable<Remark> Check(NotebookDocument document, LintOptions options) =>
        from cell in document.Cells
        where cell.IsCode
        let size = cell.Outputs.Count == 0 ? 0 : System.Text.Encoding.UTF8.GetByteCount(NotebookJson.Write(cell.Outputs))
        where size > options.OutputLimit
        select new Remark(cell, 0, $"its outputs are {size / 1000.0:N0} kB, more than {options.OutputLimit / 1000.0:N0}; show less, or fewer digits and points");
}
