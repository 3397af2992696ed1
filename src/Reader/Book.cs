using System.Text;
using Notebooks;
using Reader.Diagrams;
using Reader.Pages;
using Reader.Search;

namespace Reader;

/// <summary>A chapter of a book: an executed notebook, and its page's path in the book's folder, such as <c>03-mathematics.html</c>.</summary>
public sealed record BookChapter(NotebookDocument Notebook, string Page);

/// <summary>Writes executed notebooks as a folder of pages that need no server, no network and no scripts.</summary>
public static class Book
{
    /// <summary>The title of the book.</summary>
    public const string Title = "The recurrent networks workbook";

    /// <summary>Writes index, chapters and assets into <paramref name="folder"/>. Pages under <c>zh/</c> are the Chinese edition, with an index of its own.</summary>
    /// <param name="folder">The book's folder; created if need be.</param>
    /// <param name="chapters">The chapters, in order.</param>
    /// <returns>What could not be shown; the pages show its source instead.</returns>
    public static IReadOnlyList<PageProblem> Write(string folder, IReadOnlyList<BookChapter> chapters)
    {
        ArgumentNullException.ThrowIfNull(chapters);
        var problems = new List<PageProblem>[chapters.Count];
        var all = Render(folder, chapters, problems).ToDictionary(page => page.Chapter.Page);
        var links = all.Values.Select(page => page.Link).ToArray();
        foreach (var edition in all.Values.GroupBy(page => page.Language))
        {
            var pages = edition.ToArray();
            for (var i = 0; i < pages.Length; i++)
            {
                var other = PageLanguage.All.Where(language => language != edition.Key).Select(language => language.PathOf(pages[i].Chapter.Page)).FirstOrDefault(all.ContainsKey);
                WriteFile(Path.Combine(folder, pages[i].Chapter.Page), pages[i].ToHtml(i > 0 ? pages[i - 1].Link : null, i + 1 < pages.Length ? pages[i + 1].Link : null, other));
            }

            WriteFile(Path.Combine(folder, "assets", SearchTexts.NameOf(edition.Key)), SearchTexts.Script(pages.Select(page => (page.Link, page.Chapter.Notebook))));
        }

        foreach (var language in PageLanguage.All.Where(language => language == PageLanguage.English || all.Values.Any(page => page.Language == language)))
        {
            WriteFile(Path.Combine(folder, language.Folder + IndexPage.Name), IndexPage.Html(language.Words.Book, language, links));
        }

        CopyAssets(Path.Combine(folder, "assets"));
        return [.. problems.SelectMany(found => found)];
    }

    // Each thread has a renderer of its own, since a script engine serves one thread; diagrams share one, which takes longest to load.
    private static ChapterPage[] Render(string folder, IReadOnlyList<BookChapter> chapters, List<PageProblem>[] problems)
    {
        var pages = new ChapterPage[chapters.Count];
        var links = new BookLinks(folder, chapters);
        Parallel.For(0, chapters.Count, () => new PageRenderer(links), (i, _, renderer) =>
        {
            pages[i] = renderer.Chapter(chapters[i], problems[i] = []);
            return renderer;
        }, _ => { });
        return pages;
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
