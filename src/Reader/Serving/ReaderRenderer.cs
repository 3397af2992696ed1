using System.Net;
using System.Text.Json.Nodes;
using Notebooks;
using Reader.Formulas;
using Reader.Live;
using Reader.Pages;

namespace Reader.Serving;

/// <summary>Makes the pages of a served folder with the book's own renderer. One at a time: its script engine serves one thread.</summary>
internal sealed class ReaderRenderer
{
    private readonly Lock _gate = new();
    private readonly FormulaRenderer _formulas = new();
    private readonly MarkdownHtml _markdown;
    private readonly OutputHtml _outputs;
    private readonly ServedFolder _folder;
    private readonly FrameStore _frames;

    public ReaderRenderer(ServedFolder folder, FrameStore frames)
    {
        _folder = folder;
        _frames = frames;
        var cleaner = new HtmlCleaner();
        _markdown = new MarkdownHtml(_formulas, cleaner, new ReaderLinks(folder));
        _outputs = new OutputHtml(_formulas, cleaner, _markdown) { WholeAt = (document, cell, index) => Endpoints.OutputOf(folder.NameOf(document.Path), cell.Id, index) };
    }

    /// <summary>Loads the script engine, which takes longer than most formulas.</summary>
    public void WarmUp()
    {
        lock (_gate)
        {
            _formulas.Render("x", display: false);
        }
    }

    /// <summary>The contents of the folder.</summary>
    public string Contents(string nonce)
    {
        var title = Path.GetFileName(Path.GetFullPath(_folder.Path)) is { Length: > 0 } name && name != "notebooks" ? name : Book.Title;
        lock (_gate)
        {
            return IndexPage.Html(title, _folder.Notebooks().Select(LinkOf), PageHead.OfContents(nonce));
        }
    }

    /// <summary>The page of a notebook.</summary>
    public string Page(ServedNotebook notebook, NotebookDocument document, string head)
    {
        var all = _folder.Notebooks();
        var index = all.Select(other => other.Name).ToList().IndexOf(notebook.Name);
        lock (_gate)
        {
            // What cannot be shown is shown by its source.
            var page = new ChapterPage(new BookChapter(document, Endpoints.PagePathOf(notebook.Name)), _markdown, _outputs, []);
            return page.ToHtml("Contents", index > 0 ? LinkOf(all[index - 1]) : null, index >= 0 && index + 1 < all.Count ? LinkOf(all[index + 1]) : null, head);
        }
    }

    /// <summary>A page that says why there is no other.</summary>
    public static string Problem(string title, string text, string nonce) =>
        PageFrame.Wrap(title, "/pages/", "", $"<h1>{WebUtility.HtmlEncode(title)}</h1>\n<p>{WebUtility.HtmlEncode(text)}</p>\n<p><a href=\"/pages/index.html\">Contents</a></p>", PageHead.OfContents(nonce));

    /// <summary>An output that a session has made, as an element of the page.</summary>
    public string Output(NotebookDocument document, LiveCell cell, JsonObject output, int index)
    {
        lock (_gate)
        {
            return _outputs.RenderOne(output, index, document, cell.Stored, [], html => _frames.Frame(html, $"Output {index + 1} of cell {cell.Stored.Number}"));
        }
    }

    private PageLink LinkOf(ServedNotebook notebook)
    {
        var page = Endpoints.PagePathOf(notebook.Name);
        return new PageLink(NotebookTitles.Of(notebook.File, _markdown) ?? new Heading(0, WebUtility.HtmlEncode(notebook.Name), notebook.Name), page);
    }
}
