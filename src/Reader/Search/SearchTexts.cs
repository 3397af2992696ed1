using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Markdig;
using Markdig.Syntax;
using Notebooks;
using Reader.Formulas;
using Reader.Pages;

namespace Reader.Search;

/// <summary>
/// The texts that the search box searches, as a script that assigns one variable, since pages from disk cannot fetch: for each page
/// its title and its cells, each with its id, the section it stands in, its words, and whether they are code.
/// </summary>
internal static partial class SearchTexts
{
    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The name of the script of a language, in the folder of the assets.</summary>
    public static string NameOf(PageLanguage language) => $"search-{language.Code}.js";

    /// <summary>The script for these pages.</summary>
    public static string Script(IEnumerable<(PageLink Page, NotebookDocument Notebook)> pages) =>
        "workbookSearch = " + new JsonArray([.. pages.Select(page => Page(page.Page, page.Notebook))]).ToJsonString(s_json) + ";\n";

    private static JsonNode Page(PageLink page, NotebookDocument notebook)
    {
        var section = page.Title.Text;
        var cells = new JsonArray();
        foreach (var cell in notebook.Cells.Where(cell => cell.Kind is "markdown" or "code"))
        {
            var text = cell.Source;
            if (!cell.IsCode)
            {
                (var heading, text) = Plain(cell.Source);
                section = heading ?? section;
            }

            text = Blank().Replace(text, " ").Trim();
            if (text.Length > 0)
            {
                cells.Add(new JsonArray(cell.Id, section, text, cell.IsCode));
            }
        }

        return new JsonObject
        {
            ["page"] = string.Join('/', page.Page.Split('/').Select(Uri.EscapeDataString)),
            ["title"] = page.Title.Text,
            ["cells"] = cells,
        };
    }

    // The words of Markdown, and its last heading; of formulas the TeX.
    private static (string? Heading, string Text) Plain(string markdown)
    {
        var scanned = FormulaScanner.Scan(markdown);
        var parsed = Markdown.Parse(scanned.Text);
        var heading = parsed.Descendants<HeadingBlock>().LastOrDefault() is { } last ? Words(Markdown.ToPlainText(scanned.Text.Substring(last.Span.Start, last.Span.Length)), scanned).Trim() : null;
        return (heading, Words(Markdown.ToPlainText(scanned.Text), scanned));
    }

    private static string Words(string text, ScannedMarkdown scanned) => Placeholder().Replace(
        Tag().Replace(text, " "), found => scanned.Formulas[int.Parse(found.Groups["index"].Value, System.Globalization.CultureInfo.InvariantCulture)].Tex);

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();

    [GeneratedRegex("</?[a-z][^>]*>")]
    private static partial Regex Tag();

    [GeneratedRegex(FormulaScanner.PlaceholderPattern)]
    private static partial Regex Placeholder();
}
