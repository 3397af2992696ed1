using System.Net;

namespace Reader.Pages;

/// <summary>The book's first page: its chapters.</summary>
internal static class IndexPage
{
    public static string Html(string title, IEnumerable<ChapterPage> chapters)
    {
        var items = chapters.Select(chapter =>
            $"<li><a href=\"{string.Join('/', chapter.Chapter.Page.Split('/').Select(Uri.EscapeDataString))}\">{chapter.TitleOrName().Html}</a></li>");
        var name = WebUtility.HtmlEncode(title);
        return PageFrame.Wrap(title, "", "", $"<h1>{name}</h1>\n<nav aria-label=\"Contents\"><ul class=\"chapters\">\n{string.Join('\n', items)}\n</ul></nav>");
    }
}
