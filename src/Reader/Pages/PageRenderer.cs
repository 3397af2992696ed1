using Notebooks;
using Reader.Diagrams;
using Reader.Formulas;

namespace Reader.Pages;

/// <summary>Makes pages of notebooks: one for the book, one for the reader. Not safe for several threads.</summary>
internal sealed class PageRenderer
{
    private readonly FormulaRenderer _formulas = new();

    /// <param name="links">Where the links of notebooks lead.</param>
    /// <param name="wholeAt">The address of the whole of an output, by notebook, cell and index; null where outputs are never cut.</param>
    public PageRenderer(IPageLinks links, Func<NotebookDocument, NotebookCell, int, string>? wholeAt = null)
    {
        var cleaner = new HtmlCleaner();
        Markdown = new MarkdownHtml(_formulas, cleaner, links);
        Outputs = new OutputHtml(_formulas, cleaner, Markdown) { WholeAt = wholeAt };
    }

    public MarkdownHtml Markdown { get; }

    public OutputHtml Outputs { get; }

    /// <summary>The page of a notebook; what it cannot show is added to <paramref name="problems"/>.</summary>
    public ChapterPage Chapter(BookChapter chapter, List<PageProblem> problems) => new(chapter, Markdown, Outputs, problems);

    /// <summary>Loads the script engine of formulas, which takes longer than most formulas.</summary>
    public void WarmUp() => _formulas.Render("x", display: false);
}
