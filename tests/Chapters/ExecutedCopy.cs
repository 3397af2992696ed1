using Notebooks;

namespace Chapters;

/// <summary>
/// What <c>workbook run</c> left of a chapter in artifacts/notebooks. A copy that passed and is younger than everything the chapter is
/// made of counts as its run, so that a chapter is not run again minutes after the command ran it.
/// </summary>
internal static class ExecutedCopy
{
    /// <summary>The copy; null if there is none, it is older than what it was made from, it is of another text, or a cell failed or did not run.</summary>
    /// <param name="chapter">Path of the chapter.</param>
    /// <param name="copy">Path of its copy.</param>
    /// <param name="inputs">Paths of the other files it depends on.</param>
    public static NotebookDocument? Read(string chapter, string copy, IEnumerable<string> inputs)
    {
        if (!File.Exists(copy) || inputs.Append(chapter).Any(input => File.GetLastWriteTimeUtc(input) >= File.GetLastWriteTimeUtc(copy)))
        {
            return null;
        }

        var (written, executed) = (NotebookDocument.Read(chapter), NotebookDocument.Read(copy));
        var isSameText = written.Cells.Select(cell => (cell.Id, cell.Kind, cell.Source)).SequenceEqual(executed.Cells.Select(cell => (cell.Id, cell.Kind, cell.Source)));
        return isSameText && executed.Cells.Where(cell => cell.IsCode).All(Passed) ? executed : null;
    }

    private static bool Passed(NotebookCell cell)
    {
        if (cell.Tags.Contains(CellTags.SkipExecution) || cell.Tags.Contains(CellTags.Slow))
        {
            return true;
        }

        var failed = cell.Outputs.Any(output => (string?)output!["output_type"] == "error");
        return cell.ExecutionCount is not null && failed == cell.Tags.Contains(CellTags.RaisesException);
    }
}
