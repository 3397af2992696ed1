using System.Net;

namespace Reader.Pages;

/// <summary>The book's first page: its chapters.</summary>
internal static class IndexPage
{
    public static string Html(string title, IEnumerable<ChapterPage> chapters) => Html(title, chapters.Select(chapter => chapter.Link));

    /// <summary>The page, with its own head where a server sends it.</summary>
    public static string Html(string title, IEnumerable<PageLink> chapters, string? head = null)
    {
        var items = chapters.Select(chapter =>
            $"<li><a href=\"{string.Join('/', chapter.Page.Split('/').Select(Uri.EscapeDataString))}\">{chapter.Title.Html}</a></li>");
        var name = WebUtility.HtmlEncode(title);
        return PageFrame.Wrap(title, "", "", $"<h1>{name}</h1>\n<nav aria-label=\"Contents\"><ul class=\"chapters\">\n{string.Join('\n', items)}\n</ul></nav>", head);
    }
}
