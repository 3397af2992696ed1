using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Notebooks;
using Reader.Pages;

namespace Reader.Serving;

/// <summary>What the head of a served page has beside the book's: what its scripts must know, and the scripts.</summary>
internal static class PageHead
{
    /// <summary>The head of a page without cells to run.</summary>
    public static string OfContents(string nonce) =>
        $"<link rel=\"icon\" href=\"data:,\">\n<link rel=\"stylesheet\" href=\"/pages/assets/reader.css\">\n<meta name=\"workbook-nonce\" content=\"{nonce}\">\n{string.Format(null, PageFrame.ChartStyle, $" nonce=\"{nonce}\"")}";

    /// <summary>The head of a notebook's page.</summary>
    /// <param name="notebook">The notebook's name.</param>
    /// <param name="document">The notebook, from which the roles of exercises are taken.</param>
    /// <param name="version">The version of its file.</param>
    /// <param name="instance">The reader's id.</param>
    /// <param name="nonce">What lets the page's editor have its styles.</param>
    public static string OfNotebook(string notebook, NotebookDocument document, int version, string instance, string nonce)
    {
        var facts = new JsonObject
        {
            ["notebook"] = notebook,
            ["document"] = version,
            ["instance"] = instance,
            ["cells"] = new JsonObject(document.Cells.Select(cell => KeyValuePair.Create(cell.Id, Facts(document, cell)))),
        };
        return $"""
            {OfContents(nonce)}
            <meta name="workbook-facts" content="{WebUtility.HtmlEncode(facts.ToJsonString())}">
            <script src="/pages/assets/editor.min.js" defer></script>
            <script src="/pages/assets/reader.js" defer></script>
            """;
    }

    private static JsonNode? Facts(NotebookDocument document, NotebookCell cell)
    {
        var facts = new JsonObject { ["language"] = cell.IsCode ? CellLanguage.Of(document, cell) : cell.Kind };
        if (cell.Metadata["exercise"] is JsonObject exercise)
        {
            foreach (var name in new[] { "name", "role" })
            {
                facts[name] = exercise[name]?.GetValueKind() == JsonValueKind.String ? exercise[name]!.GetValue<string>() : null;
            }
        }

        return facts;
    }
}
