using System.Globalization;
using System.Net;
using System.Text;
using Notebooks;

namespace Reader.Pages;

/// <summary>A chapter as a page: prose, code and outputs in the notebook's order, each cell under its id.</summary>
internal sealed class ChapterPage
{
    private readonly StringBuilder _cells = new();
    private int _endOfTitle;
    private readonly List<(string Id, Heading Heading)> _sections = [];

    public ChapterPage(BookChapter chapter, MarkdownHtml markdown, OutputHtml outputs, List<PageProblem> problems)
    {
        Chapter = chapter;
        Language = PageLanguage.Of(chapter.Page);
        foreach (var cell in chapter.Notebook.Cells)
        {
            switch (cell.Kind)
            {
                case "markdown":
                    AddMarkdown(cell, markdown, problems);
                    break;
                case "code":
                    AddCode(cell, CellLanguage.Of(chapter.Notebook, cell), outputs.Render(chapter.Notebook, cell, problems));
                    break;
            }
        }
    }

    public BookChapter Chapter { get; }

    /// <summary>The first heading, as plain text and as HTML; the file's name where there is none.</summary>
    public Heading Title { get; private set; } = new(0, "", "");

    /// <summary>The language that the page is written in.</summary>
    public PageLanguage Language { get; }

    /// <summary>The page's title and path, for the pages that link to it.</summary>
    public PageLink Link => new(TitleOrName(), Chapter.Page);

    /// <summary>The whole page.</summary>
    /// <param name="previous">The page before it.</param>
    /// <param name="next">The page after it.</param>
    /// <param name="other">The path of the same page in the other language.</param>
    /// <param name="head">Its own head, where a server sends it.</param>
    public string ToHtml(PageLink? previous, PageLink? next, string? other = null, string? head = null)
    {
        var title = TitleOrName();
        var page = new PageSetting(Chapter.Page, title.Text, Other: other, Head: head);
        var navigation = new StringBuilder($"<nav aria-label=\"{Language.Words.Chapters}\">");
        navigation.Append(previous is null ? "<span></span>" : $"<a rel=\"prev\" href=\"{page.To(previous.Page)}\"><span aria-hidden=\"true\">← </span>{previous.Title.Html}</a>");
        navigation.Append(CultureInfo.InvariantCulture, $"<a class=\"contents\" href=\"{page.To(Language.Folder + "index.html")}\">{Language.Words.Contents}</a>");
        navigation.Append(next is null ? "<span></span>" : $"<a rel=\"next\" href=\"{page.To(next.Page)}\">{next.Title.Html}<span aria-hidden=\"true\"> →</span></a>");
        navigation.Append("</nav>");
        var heading = Title.Level == 0 ? $"<h1>{title.Html}</h1>\n" : "";
        return PageFrame.Wrap(page with { Navigation = navigation.ToString() }, heading + _cells.ToString().Insert(_endOfTitle, Outline()));
    }

    public Heading TitleOrName() => Title.Level > 0 ? Title : new Heading(0, WebUtility.HtmlEncode(Name), Name);

    private string Name => Path.GetFileNameWithoutExtension(Chapter.Page);

    private void AddMarkdown(NotebookCell cell, MarkdownHtml markdown, List<PageProblem> problems)
    {
        var rendered = markdown.Render(cell.Source, Chapter.Notebook, cell, problems);
        var isTitle = false;
        if (Title.Level == 0 && rendered.Headings.FirstOrDefault(heading => heading.Level == 1) is { } title)
        {
            Title = title;
            isTitle = true;
        }

        _sections.AddRange(rendered.Headings.Where(heading => heading.Level == 2).Select(heading => (cell.Id, heading)));
        _cells.Append(CultureInfo.InvariantCulture, $"<section class=\"prose\" id=\"{cell.Id}\">\n{Anchor(cell)}{rendered.Html}</section>\n");
        _endOfTitle = isTitle ? _cells.Length : _endOfTitle;
    }

    private string Anchor(NotebookCell cell) => $"<a class=\"anchor\" href=\"#{cell.Id}\" aria-label=\"{Language.Words.LinkToCell} {cell.Number}\">#</a>\n";

    private void AddCode(NotebookCell cell, string language, string outputs)
    {
        var count = cell.ExecutionCount is { } number ? $"<span class=\"count\">[{number}]</span>" : "";
        _cells.Append(CultureInfo.InvariantCulture, $"<section class=\"code\" id=\"{cell.Id}\">\n{Anchor(cell)}");
        _cells.Append(CultureInfo.InvariantCulture, $"<div class=\"source\">{count}<pre tabindex=\"0\"><code>{CodeHtml.Of(cell.Source, language)}</code></pre></div>\n");
        if (outputs.Length > 0)
        {
            _cells.Append(CultureInfo.InvariantCulture, $"<div class=\"outputs\">\n{outputs}</div>\n");
        }

        _cells.Append("</section>\n");
    }

    private string Outline()
    {
        if (_sections.Count < 3)
        {
            return "";
        }

        var items = _sections.Select(section => $"<li><a href=\"#{section.Id}\">{section.Heading.Html}</a></li>");
        return $"<details class=\"outline\"><summary>{Language.Words.OnThisPage}</summary><ul>\n{string.Join('\n', items)}\n</ul></details>\n";
    }
}

/// <summary>A page as others link to it: its title, and its path in the book's folder.</summary>
internal sealed record PageLink(Heading Title, string Page);
