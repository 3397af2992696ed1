using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Renderers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Notebooks;
using Reader.Diagrams;
using Reader.Formulas;

namespace Reader.Pages;

/// <summary>A heading of a page: its level, its text as HTML and as plain text.</summary>
internal sealed record Heading(int Level, string Html, string Text);

/// <summary>A Markdown cell as HTML, with its headings.</summary>
internal sealed record RenderedMarkdown(string Html, IReadOnlyList<Heading> Headings);

/// <summary>Turns Markdown into HTML: formulas as MathML, diagrams drawn, attached and neighbouring pictures inside the page, raw HTML cleaned.</summary>
internal sealed partial class MarkdownHtml(FormulaRenderer formulas, HtmlCleaner cleaner, IPageLinks links)
{
    /// <summary>How many characters of TeX a formula in a line may have before it gets, on a phone, a line of its own that scrolls.</summary>
    private const int LongFormula = 45;

    private static readonly MarkdownPipeline s_pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseAutoLinks()
        .UseDefinitionLists()
        .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
        .Build();

    /// <summary>Renders <paramref name="markdown"/>, found in <paramref name="cell"/>; what cannot be shown is added to <paramref name="problems"/>.</summary>
    public RenderedMarkdown Render(string markdown, NotebookDocument document, NotebookCell cell, List<PageProblem> problems)
    {
        var scanned = FormulaScanner.Scan(markdown);
        var inserts = scanned.Formulas.Select(formula => Set(formula, document, cell, problems)).ToList();
        var parsed = Markdown.Parse(scanned.Text, s_pipeline);
        SetFences(parsed, inserts, PageLanguage.OfNotebook(document).Words.Diagram);
        foreach (var link in parsed.Descendants<LinkInline>())
        {
            Resolve(link, document, cell, problems);
        }

        var headings = parsed.Descendants<HeadingBlock>().Select(heading => HeadingOf(heading, scanned.Formulas, inserts)).ToArray();
        var html = PutBack(Wide(cleaner.Clean(parsed.ToHtml(s_pipeline))), scanned.Formulas, inserts);
        return new RenderedMarkdown(html, headings);
    }

    private string Set(Formula formula, NotebookDocument document, NotebookCell cell, List<PageProblem> problems)
    {
        try
        {
            var math = formulas.Render(formula.Tex, formula.IsDisplay);
            return formula.IsDisplay ? $"<span class=\"display\">{math}</span>" : formula.Tex.Length > LongFormula ? $"<span class=\"long\">{math}</span>" : math;
        }
        catch (FormulaException e)
        {
            problems.Add(new PageProblem(document, cell, formula.Line, "FormulaError", e.Message));
            return $"<code class=\"wrong\">{WebUtility.HtmlEncode(formula.Written)}</code>";
        }
    }

    // Diagrams and C# take the place of their text like formulas; a diagram that cannot be drawn stays text.
    private void SetFences(MarkdownDocument parsed, List<string> inserts, string diagram)
    {
        foreach (var block in parsed.Descendants<FencedCodeBlock>().ToArray())
        {
            var text = block.Lines.ToString();
            var html = block.Info?.ToLowerInvariant() switch
            {
                "mermaid" when DiagramRenderer.Svg(text, diagram) is { } svg => $"<figure class=\"diagram\" tabindex=\"0\">{svg}</figure>",
                "csharp" or "cs" or "c#" => $"<pre tabindex=\"0\"><code>{CodeHtml.Of(text, CellLanguage.CSharp)}</code></pre>",
                _ => null,
            };
            if (html is not null)
            {
                var parent = block.Parent!;
                parent[parent.IndexOf(block)] = new ParagraphBlock { Inline = new ContainerInline().AppendChild(new LiteralInline(FormulaScanner.Placeholder(inserts.Count))) };
                inserts.Add(html);
            }
        }
    }

    // Tables scroll by themselves, not with the text around them.
    private static string Wide(string html) => html.Replace("<table>", "<div class=\"wide\" tabindex=\"0\"><table>", StringComparison.Ordinal).Replace("</table>", "</table></div>", StringComparison.Ordinal);

    private static Heading HeadingOf(HeadingBlock heading, IReadOnlyList<Formula> formulas, IReadOnlyList<string> inserts)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        var renderer = new HtmlRenderer(writer) { EnableHtmlForInline = false, EnableHtmlEscape = false };
        s_pipeline.Setup(renderer);
        if (heading.Inline is not null)
        {
            renderer.WriteChildren(heading.Inline);
        }

        var text = writer.ToString();
        return new Heading(
            heading.Level,
            PutBack(WebUtility.HtmlEncode(text), formulas, inserts),
            Placeholder().Replace(text, found => formulas[IndexOf(found)].Tex));
    }

    private void Resolve(LinkInline link, NotebookDocument document, NotebookCell cell, List<PageProblem> problems)
    {
        var url = link.Url ?? "";
        if (!link.IsImage)
        {
            link.Url = links.Resolve(url, document);
        }
        else if (!url.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            try
            {
                link.Url = PictureData.Of(url, document, cell);
            }
            catch (IOException e)
            {
                problems.Add(new PageProblem(document, cell, link.Line + 1, "ImageError", e.Message));
            }
        }
    }

    // Inside a tag or code the formula stays as it was written.
    private static string PutBack(string html, IReadOnlyList<Formula> formulas, IReadOnlyList<string> inserts) => PlaceholderOrVerbatim().Replace(html, found =>
        found.Groups["block"].Success && inserts[IndexOf(found, "block")] is var block ? (block.StartsWith("<pre", StringComparison.Ordinal) || block.StartsWith("<figure", StringComparison.Ordinal) ? block : $"<p>{block}</p>")
            : found.Groups["index"].Success ? inserts[IndexOf(found)]
            : Placeholder().Replace(found.Value, inner => WebUtility.HtmlEncode(formulas[IndexOf(inner)].Written)));

    private static int IndexOf(Match placeholder, string group = "index") => int.Parse(placeholder.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(FormulaScanner.PlaceholderPattern)]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"<p>\uE000(?<block>[0-9]+)\uE001</p>|<code[^>]*>.*?</code>|<[^>]*>|" + FormulaScanner.PlaceholderPattern, RegexOptions.Singleline)]
    private static partial Regex PlaceholderOrVerbatim();
}
