using Notebooks;
using Reader;

namespace Chapters;

/// <summary>A notebook of the folder notebooks/, which runs top to bottom and can be set as a page.</summary>
internal static class Chapter
{
    private static readonly RunOptions s_options = new() { CellTimeLimit = TimeSpan.FromMinutes(5) };

    public static IEnumerable<string> All =>
        Directory.GetFiles(Path.Combine(Repository.Root, "notebooks"), "*.ipynb").Order(StringComparer.Ordinal).Select(file => Path.GetFileName(file));

    public static TheoryData<string> EveryOther(int first) => new(All.Where((_, i) => i % 2 == first));

    public static async Task RunsTopToBottomAsync(string notebook)
    {
        var document = NotebookDocument.Read(Path.Combine(Repository.Root, "notebooks", notebook));
        await using var session = ChildSession.Start(ChildCommand.Find(), Path.Combine(Repository.Root, "notebooks"));
        await session.WaitUntilReadyAsync();

        var run = await NotebookRunner.RunAsync(document, session, s_options);

        Assert.True(run.Passed, string.Join('\n', run.Cells.Where(cell => cell.Failure is not null).Select(cell => Describe(notebook, document, cell))));
        Assert.Empty(Pages(run.Executed).Select(problem => $"{notebook}, cell {problem.Cell.Number} ({problem.Cell.Id}), line {problem.Line}: {problem.Message}"));
    }

    private static string Describe(string notebook, NotebookDocument document, CellRun cell)
    {
        var firstLine = document.Cells[cell.Number - 1].Source.Split('\n')[0];
        return $"notebooks/{notebook}, cell {cell.Number} ({cell.Id}), '{firstLine}': {cell.Failure}\n{string.Join('\n', cell.Failure!.Traceback ?? [])}";
    }

    private static IReadOnlyList<PageProblem> Pages(NotebookDocument executed)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            return Book.Write(folder.FullName, [new BookChapter(executed, "chapter.html")]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
