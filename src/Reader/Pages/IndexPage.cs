using System.Net;

namespace Reader.Pages;

/// <summary>The first page of book and reader: the chapters.</summary>
internal static class IndexPage
{
    public const string Name = "index.html";

    /// <summary>The page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="language">The language it is in.</param>
    /// <param name="chapters">All pages, of every language: those of another one stand in for chapters that this one lacks.</param>
    /// <param name="head">Its own head, where a server sends it.</param>
    public static string Html(string title, PageLanguage language, IReadOnlyCollection<PageLink> chapters, string? head = null)
    {
        var others = chapters.Where(chapter => PageLanguage.Of(chapter.Page) != language).ToArray();
        var page = new PageSetting(language.Folder + Name, title, Other: others.Length == 0 ? null : PageLanguage.Of(others[0].Page).Folder + Name, Head: head);
        var own = chapters.Except(others).ToDictionary(chapter => chapter.Page);
        var items = chapters.Select(chapter => own.GetValueOrDefault(language.PathOf(chapter.Page), chapter)).Distinct();
        var lines = items.Select(chapter => $"<li><a href=\"{page.To(chapter.Page)}\"{Tag(chapter)}>{chapter.Title.Html}</a>{(own.ContainsValue(chapter) ? "" : $" <span class=\"only\">{language.Words.OnlyInOther}</span>")}</li>");
        return PageFrame.Wrap(page, $"<h1>{WebUtility.HtmlEncode(title)}</h1>\n<nav aria-label=\"{language.Words.Contents}\"><ul class=\"chapters\">\n{string.Join('\n', lines)}\n</ul></nav>");

        string Tag(PageLink chapter) => own.ContainsValue(chapter) ? "" : $" lang=\"{PageLanguage.Of(chapter.Page).Tag}\"";
    }
}
