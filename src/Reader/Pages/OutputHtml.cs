using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Notebooks;
using Reader.Formulas;

namespace Reader.Pages;

/// <summary>Shows what a code cell left: a picture if there is one, else a table, else text. Nothing of it can run.</summary>
internal sealed partial class OutputHtml(FormulaRenderer formulas, HtmlCleaner cleaner, MarkdownHtml markdown)
{
    private static readonly string[] s_bitmaps = ["image/png", "image/jpeg", "image/gif", "image/webp"];

    public string Render(NotebookDocument document, NotebookCell cell, List<PageProblem> problems)
    {
        var html = new StringBuilder();
        foreach (var output in cell.Outputs.OfType<JsonObject>())
        {
            html.Append(MimeText.Of(output["output_type"]) switch
            {
                "stream" => Text(MimeText.Of(output["text"]) ?? "", MimeText.Of(output["name"]) == "stderr" ? "stream stderr" : "stream"),
                "error" => Error(output),
                _ => Bundle(output["data"] as JsonObject ?? [], document, cell, problems),
            });
        }

        return html.ToString();
    }

    private static string Text(string text, string kind) => $"<pre class=\"{kind}\">{Encode(text.TrimEnd('\n'))}</pre>\n";

    private static string Error(JsonObject output)
    {
        var headline = $"{MimeText.Of(output["ename"])}: {MimeText.Of(output["evalue"])}";
        var trace = string.Join('\n', (output["traceback"] as JsonArray ?? []).Select(MimeText.Of));
        return $"<div class=\"error\" role=\"note\"><p><strong>Error</strong> {Encode(headline)}</p>\n<pre>{Encode(trace)}</pre></div>\n";
    }

    private string Bundle(JsonObject data, NotebookDocument document, NotebookCell cell, List<PageProblem> problems)
    {
        string? Of(string mimeType) => MimeText.Of(data[mimeType]);
        var plain = Of("text/plain") ?? "";
        if (Of("image/svg+xml") is { } svg)
        {
            return Figure(PictureData.FromBase64("image/svg+xml", Convert.ToBase64String(Encoding.UTF8.GetBytes(svg))), plain);
        }

        if (s_bitmaps.FirstOrDefault(data.ContainsKey) is { } bitmap)
        {
            return Figure(PictureData.FromBase64(bitmap, Of(bitmap) ?? ""), plain);
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
