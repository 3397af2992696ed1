using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Notebooks;
using Reader.Charts;
using Reader.Diagrams;
using Reader.Formulas;

namespace Reader.Pages;

/// <summary>Shows what a code cell left: a picture if there is one, else a table, else text. Nothing of it can run.</summary>
internal sealed partial class OutputHtml(FormulaRenderer formulas, HtmlCleaner cleaner, MarkdownHtml markdown)
{
    private readonly ChartFigure _charts = new(cleaner);

    /// <summary>How many characters of one output a page holds where the whole can be had elsewhere.</summary>
    public const int PageLimit = 100_000;

    private static readonly string[] s_markup = ["text/html", "text/markdown", "text/latex"];
    private static readonly string[] s_bitmaps = ["image/png", "image/jpeg", "image/gif", "image/webp"];

    /// <summary>The address of the whole of an output, by cell and index; null where outputs are never cut.</summary>
    public Func<NotebookDocument, NotebookCell, int, string>? WholeAt { get; init; }

    public string Render(NotebookDocument document, NotebookCell cell, List<PageProblem> problems)
    {
        var html = new StringBuilder();
        foreach (var (index, output) in cell.Outputs.OfType<JsonObject>().Index())
        {
            html.Append(RenderOne(output, index, document, cell, problems));
        }

        return html.ToString();
    }

    /// <summary>One output, as one element.</summary>
    /// <param name="output">The output, as the notebook stores it.</param>
    /// <param name="index">Which of its cell's outputs it is.</param>
    /// <param name="document">Its notebook.</param>
    /// <param name="cell">Its cell.</param>
    /// <param name="problems">Receives what cannot be shown.</param>
    /// <param name="frame">Gives the element in which HTML with scripts of its own runs apart from the page; null where none may run.</param>
    public string RenderOne(JsonObject output, int index, NotebookDocument document, NotebookCell cell, List<PageProblem> problems, Func<string, string>? frame = null)
    {
        var whole = WholeAt is null ? null : TextOf(output) is { Length: > PageLimit } text ? text : null;
        return whole is not null ? Cut(whole, StreamClass(output), WholeAt!(document, cell, index)) : MimeText.Of(output["output_type"]) switch
        {
            "stream" => Text(MimeText.Of(output["text"]) ?? "", StreamClass(output)),
            "error" => Error(output, PageLanguage.OfNotebook(document).Words),
            _ => Bundle(output["data"] as JsonObject ?? [], document, cell, problems, frame),
        };
    }

    /// <summary>What an output says, as text: of the console, of an error, or of a value; markup and pictures only where they are longer than a page may hold.</summary>
    public static string TextOf(JsonObject output)
    {
        if (MimeText.Of(output["output_type"]) == "error")
        {
            return string.Join('\n', new[] { $"{MimeText.Of(output["ename"])}: {MimeText.Of(output["evalue"])}" }.Concat((output["traceback"] as JsonArray ?? []).Select(line => MimeText.Of(line) ?? "")));
        }

        var data = output["data"] as JsonObject ?? [];
        var markup = s_markup.Select(type => MimeText.Of(data[type])).FirstOrDefault(text => text?.Length > PageLimit);
        return markup ?? MimeText.Of(output["text"]) ?? MimeText.Of(data["text/plain"]) ?? "";
    }

    /// <summary>The class of an output that is text written to the console.</summary>
    public static string StreamClass(JsonObject stream) => MimeText.Of(stream["name"]) == "stderr" ? "stream stderr" : "stream";

    /// <summary>Text of the console as pages show it: without the colours of terminals, and without empty lines at its end.</summary>
    public static string Shown(string text) => AnsiEscape().Replace(text, "").TrimEnd('\n');

    private static string Text(string text, string kind) => $"<pre class=\"{kind}\">{WebUtility.HtmlEncode(Shown(text))}</pre>\n";

    private static string Cut(string text, string kind, string whole) =>
        $"<div class=\"cut\">{Text(text[..PageLimit], kind)}<p>Cut here after {PageLimit:N0} of {text.Length:N0} characters. <a href=\"{WebUtility.HtmlEncode(whole)}\">The whole output</a></p></div>\n";

    private static string Error(JsonObject output, PageWords words)
    {
        var headline = $"{MimeText.Of(output["ename"])}: {MimeText.Of(output["evalue"])}";
        var trace = string.Join('\n', (output["traceback"] as JsonArray ?? []).Select(MimeText.Of));
        return $"<div class=\"error\" role=\"note\"><p><strong>{words.Error}</strong> {Encode(headline)}</p>\n<pre>{Encode(trace)}</pre></div>\n";
    }

    private string Bundle(JsonObject data, NotebookDocument document, NotebookCell cell, List<PageProblem> problems, Func<string, string>? frame)
    {
        string? Of(string mimeType) => MimeText.Of(data[mimeType]);
        var plain = Of("text/plain") ?? "";
        if (_charts.Html(data[ChartFigure.MediaType]) is { } chart)
        {
            return chart;
        }

        if (Of(DiagramRenderer.MediaType) is { } diagram && DiagramRenderer.Svg(diagram, PageLanguage.OfNotebook(document).Words.Diagram) is { } drawn)
        {
            return $"<figure class=\"diagram\" tabindex=\"0\">{drawn}</figure>\n";
        }

        if (Of("image/svg+xml") is { } svg)
        {
            return Figure(PictureData.FromBase64("image/svg+xml", Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))), plain);
        }

        if (s_bitmaps.FirstOrDefault(data.ContainsKey) is { } bitmap)
        {
            return Figure(PictureData.FromBase64(bitmap, Of(bitmap) ?? ""), plain);
        }

        if (frame is not null && Of("text/html") is { } scripted && scripted.Contains("<script", StringComparison.OrdinalIgnoreCase))
        {
            return frame(scripted);
        }

        if (Of("text/html") is { } table && cleaner.Clean(table) is { } cleaned && !string.IsNullOrWhiteSpace(cleaned))
        {
            return $"<div class=\"html\" tabindex=\"0\">{cleaned}</div>\n";
        }

        if (Of("text/markdown") is { } text)
        {
            return $"<div class=\"html\">{markdown.Render(text, document, cell, problems).Html}</div>\n";
        }

        return Of("text/latex") is { } tex ? Latex(tex, document, cell, problems) : Text(plain, "value");
    }

    private string Latex(string tex, NotebookDocument document, NotebookCell cell, List<PageProblem> problems)
    {
        try
        {
            return $"<div class=\"html\"><span class=\"display\">{formulas.Render(tex.Trim().Trim('$').Trim(), display: true)}</span></div>\n";
        }
        catch (FormulaException e)
        {
            problems.Add(new PageProblem(document, cell, 1, "FormulaError", $"in an output: {e.Message}"));
            return Text(tex, "value");
        }
    }

    private static string Figure(string address, string alternative) =>
        $"<figure><img src=\"{address}\" alt=\"{Encode(alternative).Replace("\n", " ", StringComparison.Ordinal)}\"></figure>\n";

    private static string Encode(string text) => WebUtility.HtmlEncode(AnsiEscape().Replace(text, ""));

    [GeneratedRegex(@"\x1b\[[0-9;?]*[A-Za-z]")]
    private static partial Regex AnsiEscape();
}
