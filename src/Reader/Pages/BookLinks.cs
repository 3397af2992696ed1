using System.Text.RegularExpressions;
using Notebooks;

namespace Reader.Pages;

/// <summary>
/// Leads links of notebooks to the right place from their pages: links to chapters to their pages, links to other files
/// to these files, as seen from the book's folder.
/// </summary>
internal sealed partial class BookLinks : IPageLinks
{
    private readonly Dictionary<string, string> _pages;

    /// <param name="folder">The book's folder.</param>
    /// <param name="chapters">The book's chapters.</param>
    public BookLinks(string folder, IReadOnlyList<BookChapter> chapters) =>
        _pages = chapters.ToDictionary(chapter => Path.GetFullPath(chapter.Notebook.Path), chapter => Path.GetFullPath(chapter.Page, Path.GetFullPath(folder)));

    /// <inheritdoc/>
    public string Resolve(string url, NotebookDocument from)
    {
        var notebook = Path.GetFullPath(from.Path);
        if (RelativeLink().Match(url) is not { Success: true } link)
        {
            return url;
        }

        var file = Path.GetFullPath(Uri.UnescapeDataString(link.Groups["path"].Value), Path.GetDirectoryName(notebook)!);
        var target = _pages.GetValueOrDefault(file, file);
        var relative = Path.GetRelativePath(Path.GetDirectoryName(_pages[notebook])!, target).Replace('\\', '/');
        return string.Join('/', relative.Split('/').Select(Uri.EscapeDataString)) + link.Groups["rest"].Value;
    }

    [GeneratedRegex(@"^(?![a-z][a-z0-9+.-]*:|/)(?<path>[^#?]+)(?<rest>.*)$", RegexOptions.IgnoreCase)]
    private static partial Regex RelativeLink();
}
