namespace Notebooks.Lint.Rules;

/// <summary>Stored errors that nobody asked for.</summary>
internal static class ErrorOutput
{
    public static LintRule Rule { get; } = new("error-output", $"A stored output is an error, and the cell is not tagged {CellTags.RaisesException}.", Check);

    private static IEnumerable<Remark> Check(NotebookDocument document, LintOptions options) =>
        from cell in document.Cells
        where cell.IsCode && !cell.Tags.Contains(CellTags.RaisesException)
        let error = cell.Outputs.FirstOrDefault(output => MultilineText.Join(output!["output_type"]) == "error")
        where error is not null
        select new Remark(cell, 0, $"it ended in {MultilineText.Join(error["ename"])}: {MultilineText.Join(error["evalue"])}; repair it, or tag it {CellTags.RaisesException} if it must fail");
}
