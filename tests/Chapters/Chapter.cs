using Notebooks;
using Reader;

namespace Chapters;

/// <summary>A notebook of the folder notebooks/ or of its appendix, which runs top to bottom, or just did so by the command, and can be set as a page.</summary>
internal static class Chapter
{
    private static readonly RunOptions s_options = new() { CellTimeLimit = TimeSpan.FromMinutes(5) };

    public static IEnumerable<string> All => Repository.Notebooks("", "appendix");

    public static TheoryData<string> EveryOther(int first) => new(All.Where((_, i) => i % 2 == first));

    public static async Task RunsTopToBottomAsync(string notebook)
    {
        var path = Path.Combine(Repository.Root, "notebooks", notebook);
        if (ExecutedCopy.Read(path, Path.Combine(Repository.Root, "artifacts", "notebooks", notebook), Inputs()) is { } copy)
        {
            Assert.Empty(Problems(notebook, copy));
            return;
        }

        var document = NotebookDocument.Read(path);
        await using var session = ChildSession.Start(ChildCommand.Find(), Path.GetDirectoryName(path)!);
        await session.WaitUntilReadyAsync();

        var run = await NotebookRunner.RunAsync(document, session, s_options);

        Assert.True(run.Passed, string.Join('\n', run.Cells.Where(cell => cell.Failure is not null).Select(cell => Describe(notebook, document, cell))));
        Assert.Empty(Problems(notebook, run.Executed));
    }

    // What a chapter loads, reads and is run by.
    private static IEnumerable<string> Inputs() =>
        new[] { "src/Figures/bin/Release/net10.0", "src/Interchange/bin/Release/net10.0", "src/Cli/bin/Release/net10.0", "data" }.Select(folder => Path.Combine(Repository.Root, folder))
            .Where(Directory.Exists).SelectMany(Directory.GetFiles);

    private static IEnumerable<string> Problems(string notebook, NotebookDocument executed) =>
        Pages(executed).Select(problem => $"{notebook}, cell {problem.Cell.Number} ({problem.Cell.Id}), line {problem.Line}: {problem.Message}");

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
