using System.Text;
using Notebooks;
using Reader.Formulas;
using Reader.Pages;

namespace Reader;

/// <summary>A chapter of a book: an executed notebook, and its page's path in the book's folder, such as <c>03-mathematics.html</c>.</summary>
public sealed record BookChapter(NotebookDocument Notebook, string Page);

/// <summary>Writes executed notebooks as a folder of pages that need no server, no network and no scripts.</summary>
public static class Book
{
    /// <summary>The title of the book.</summary>
    public const string Title = "The recurrent networks workbook";

    /// <summary>Writes index, chapters and assets into <paramref name="folder"/>.</summary>
    /// <param name="folder">The book's folder; created if need be.</param>
    /// <param name="chapters">The chapters, in order.</param>
    /// <returns>What could not be shown; the pages show its source instead.</returns>
    public static IReadOnlyList<PageProblem> Write(string folder, IReadOnlyList<BookChapter> chapters)
    {
        ArgumentNullException.ThrowIfNull(chapters);
        var problems = new List<PageProblem>();
        var formulas = new FormulaRenderer();
        var cleaner = new HtmlCleaner();
        var markdown = new MarkdownHtml(formulas, cleaner, new BookLinks(folder, chapters));
        var outputs = new OutputHtml(formulas, cleaner, markdown);
        var pages = chapters.Select(chapter => new ChapterPage(chapter, markdown, outputs, problems)).ToArray();
        for (var i = 0; i < pages.Length; i++)
        {
            var html = pages[i].ToHtml("Contents", i > 0 ? pages[i - 1] : null, i + 1 < pages.Length ? pages[i + 1] : null);
            WriteFile(Path.Combine(folder, pages[i].Chapter.Page), html);
        }

        WriteFile(Path.Combine(folder, "index.html"), IndexPage.Html(Title, pages));
        CopyAssets(Path.Combine(folder, "assets"));
        return problems;
    }

    private static void WriteFile(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    private static void CopyAssets(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var name in Assets.OfTheBook)
        {
            using var from = Assets.Open(name);
            using var to = File.Create(Path.Combine(folder, name));
            from.CopyTo(to);
        }
    }
}
