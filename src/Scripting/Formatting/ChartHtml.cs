using System.Net;
using System.Text.Json.Nodes;

namespace Scripting.Formatting;

/// <summary>
/// A chart as HTML, for who asks for that form: its picture, and its data. A page that has the chart library, as the ES module
/// <c>plotly.js-dist-min</c> of its import map or as <c>Plotly</c>, puts a chart that can be moved in the picture's place; without
/// it the picture stays. Nothing is fetched that the page does not name.
/// </summary>
internal static class ChartHtml
{
    // A module knows no place of its own in the page, so the first that runs draws all the charts that are there.
    private const string Script = """
        <script type="module">
        const library = globalThis.Plotly ?? await import("plotly.js-dist-min").then(found => found.default ?? found, () => null);
        if (library) {
          for (const place of document.querySelectorAll("figure[data-chart]")) {
            const { data, layout } = JSON.parse(place.dataset.chart);
            place.removeAttribute("data-chart");
            place.replaceChildren();
            library.newPlot(place, data, layout, { responsive: true });
          }
        }
        </script>
        """;

    /// <summary>The HTML of a chart's forms; null if they are not those of a chart.</summary>
    public static string? Of(JsonObject data) => data[ChartFormatter.Json] is { } figure
        ? $"<figure data-chart=\"{WebUtility.HtmlEncode(figure.ToJsonString())}\">{data["image/svg+xml"] ?? WebUtility.HtmlEncode((string?)data["text/plain"])}</figure>\n{Script}"
        : null;
}
