using System.Net;
using System.Text.Json.Nodes;
using Notebooks;
using Reader.Diagrams;
using Reader.Live;
using Reader.Pages;
using Reader.Search;

namespace Reader.Serving;

/// <summary>Makes the pages of a served folder with the book's own renderer. One at a time: its script engine serves one thread.</summary>
internal sealed class ReaderRenderer
{
    private readonly Lock _gate = new();
    private readonly PageRenderer _renderer;
    private readonly ServedFolder _folder;
    private readonly FrameStore _frames;

    public ReaderRenderer(ServedFolder folder, FrameStore frames)
    {
        _folder = folder;
        _frames = frames;
        _renderer = new PageRenderer(new ReaderLinks(folder), (document, cell, index) => Endpoints.OutputOf(folder.NameOf(document.Path), cell.Id, index));
    }

    /// <summary>Loads the script engines, which takes longer than most formulas and diagrams.</summary>
    public void WarmUp()
    {
        lock (_gate)
        {
            _renderer.WarmUp();
        }

        DiagramRenderer.WarmUp();
    }

    /// <summary>The contents of the folder, in one of the languages.</summary>
    public string Contents(PageLanguage language, string nonce)
    {
        var title = Path.GetFileName(Path.GetFullPath(_folder.Path)) is { Length: > 0 } name && name != "notebooks" ? name : language.Words.Book;
        lock (_gate)
        {
            return IndexPage.Html(title, language, [.. _folder.Notebooks().Select(LinkOf)], PageHead.OfContents(nonce));
        }
    }

    /// <summary>The page of a notebook.</summary>
    public string Page(ServedNotebook notebook, NotebookDocument document, string head)
    {
        var chapter = new BookChapter(document, Endpoints.PagePathOf(notebook.Name));
        var language = PageLanguage.Of(chapter.Page);
        var all = _folder.Notebooks();
        var same = all.Where(other => PageLanguage.Of(other.Name) == language).ToList();
        var index = same.FindIndex(other => other.Name == notebook.Name);
        var translation = PageLanguage.All.Where(other => other != language).Select(other => other.PathOf(notebook.Name)).FirstOrDefault(name => all.Any(other => other.Name == name));
        lock (_gate)
        {
            // What cannot be shown is shown by its source.
            return _renderer.Chapter(chapter, []).ToHtml(
                index > 0 ? LinkOf(same[index - 1]) : null, index >= 0 && index + 1 < same.Count ? LinkOf(same[index + 1]) : null, translation is null ? null : Endpoints.PagePathOf(translation), head);
        }
    }

    /// <summary>The script with the texts that the search box searches; notebooks that cannot be read are left out.</summary>
    public string SearchTextsOf(PageLanguage language)
    {
        var pages = _folder.Notebooks().Where(notebook => PageLanguage.Of(notebook.Name) == language).Select(notebook => (Notebook: notebook, Document: Read(notebook))).Where(page => page.Document is not null);
        lock (_gate)
        {
            return SearchTexts.Script(pages.Select(page => (LinkOf(page.Notebook), page.Document!)).ToArray());
        }
    }

    /// <summary>A page that says why there is no other.</summary>
    public static string Problem(string title, string text, string nonce) => PageFrame.Wrap(
        new PageSetting(IndexPage.Name, title, Head: PageHead.OfContents(nonce), Base: "/pages/"),
        $"<h1>{WebUtility.HtmlEncode(title)}</h1>\n<p>{WebUtility.HtmlEncode(text)}</p>\n<p><a href=\"/pages/index.html\">Contents</a></p>");

    /// <summary>An output that a session has made, as an element of the page.</summary>
    public string Output(NotebookDocument document, LiveCell cell, JsonObject output, int index)
    {
        lock (_gate)
        {
            return _renderer.Outputs.RenderOne(output, index, document, cell.Stored, [], html => _frames.Frame(html, $"Output {index + 1} of cell {cell.Stored.Number}"));
        }
    }

    private static NotebookDocument? Read(ServedNotebook notebook)
    {
        try
        {
            return NotebookDocument.Read(notebook.File);
        }
        catch (Exception e) when (e is NotebookFormatException or IOException or UnauthorizedAccessException)
        {
            return null; // its page says why
        }
    }

    private PageLink LinkOf(ServedNotebook notebook)
    {
        var page = Endpoints.PagePathOf(notebook.Name);
        return new PageLink(NotebookTitles.Of(notebook.File, _renderer.Markdown) ?? new Heading(0, WebUtility.HtmlEncode(notebook.Name), notebook.Name), page);
    }
}
