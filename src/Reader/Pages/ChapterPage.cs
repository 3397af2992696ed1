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
        foreach (var cell in chapter.Notebook.Cells)
        {
            switch (cell.Kind)
            {
                case "markdown":
                    AddMarkdown(cell, markdown, problems);
                    break;
                case "code":
                    AddCode(cell, outputs.Render(chapter.Notebook, cell, problems));
                    break;
            }
        }
    }

    public BookChapter Chapter { get; }

    /// <summary>The first heading, as plain text and as HTML; the file's name where there is none.</summary>
    public Heading Title { get; private set; } = new(0, "", "");

    /// <summary>The whole page, with links to the pages before and after it.</summary>
    public string ToHtml(string contents, ChapterPage? previous, ChapterPage? next) => ToHtml(contents, previous?.Link, next?.Link);

    /// <summary>The page's title and path, for the pages that link to it.</summary>
    public PageLink Link => new(TitleOrName(), Chapter.Page);

    /// <summary>The whole page, with links to the pages before and after it; with its own head where a server sends it.</summary>
    public string ToHtml(string contents, PageLink? previous, PageLink? next, string? head = null)
    {
        var up = string.Concat(Enumerable.Repeat("../", Chapter.Page.Count(c => c == '/')));
        var title = TitleOrName();
        var navigation = new StringBuilder("<nav aria-label=\"Chapters\">");
        navigation.Append(previous is null ? "<span></span>" : $"<a rel=\"prev\" href=\"{Address(up, previous)}\"><span aria-hidden=\"true\">← </span>{previous.Title.Html}</a>");
        navigation.Append(CultureInfo.InvariantCulture, $"<a class=\"contents\" href=\"{up}index.html\">{WebUtility.HtmlEncode(contents)}</a>");
        navigation.Append(next is null ? "<span></span>" : $"<a rel=\"next\" href=\"{Address(up, next)}\">{next.Title.Html}<span aria-hidden=\"true\"> →</span></a>");
        navigation.Append("</nav>");
        var heading = Title.Level == 0 ? $"<h1>{title.Html}</h1>\n" : "";
        return PageFrame.Wrap(title.Text, up, navigation.ToString(), heading + _cells.ToString().Insert(_endOfTitle, Outline()), head);
    }

    public Heading TitleOrName() => Title.Level > 0 ? Title : new Heading(0, WebUtility.HtmlEncode(Name), Name);

    private string Name => Path.GetFileNameWithoutExtension(Chapter.Page);

    private static string Address(string up, PageLink page) => up + string.Join('/', page.Page.Split('/').Select(Uri.EscapeDataString));

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
        _cells.Append(CultureInfo.InvariantCulture, $"<section class=\"prose\" id=\"{cell.Id}\">\n{rendered.Html}</section>\n");
        _endOfTitle = isTitle ? _cells.Length : _endOfTitle;
    }

    private void AddCode(NotebookCell cell, string outputs)
    {
        var count = cell.ExecutionCount is { } number ? $"<span class=\"count\">[{number}]</span>" : "";
        _cells.Append(CultureInfo.InvariantCulture, $"<section class=\"code\" id=\"{cell.Id}\">\n");
        _cells.Append(CultureInfo.InvariantCulture, $"<div class=\"source\">{count}<pre tabindex=\"0\"><code>{WebUtility.HtmlEncode(cell.Source)}</code></pre></div>\n");
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
        return $"<details class=\"outline\"><summary>On this page</summary><ul>\n{string.Join('\n', items)}\n</ul></details>\n";
    }
}

/// <summary>A page as others link to it: its title, and its path in the book's folder.</summary>
internal sealed record PageLink(Heading Title, string Page);
