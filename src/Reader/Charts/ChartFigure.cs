using System.Globalization;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Reader.Pages;
using Scripting.Charts;

namespace Reader.Charts;

/// <summary>
/// A chart on a page: its title and what it shows as text, its picture drawn again from its JSON, and the JSON beside it, from which
/// the page's script makes it interactive. Nothing in it runs by itself.
/// </summary>
internal sealed partial class ChartFigure(HtmlCleaner cleaner)
{
    /// <summary>The type of a chart's output.</summary>
    public const string MediaType = "application/vnd.plotly.v1+json";

    /// <summary>How many characters a chart's JSON may have; of larger ones the page shows the stored picture.</summary>
    private const int Limit = 2_000_000;

    private static readonly JsonSerializerOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The figure, or null if the page cannot draw it.</summary>
    /// <param name="output">The chart's JSON, as the output holds it.</param>
    public string? Html(JsonNode? output)
    {
        if (Parsed(output) is not JsonObject figure || figure["data"] is not JsonArray || figure.ToJsonString(s_json).Length > Limit)
        {
            return null;
        }

        var chart = ChartJson.Of(figure);
        string picture;
        try
        {
            picture = PlotlySvg.Render(chart.Picture, height: chart.Height);
        }
        catch (ArgumentException)
        {
            return null; // not what a chart is; the stored picture says what there is to say
        }

        var title = chart.Title.Length == 0 ? "" : $"<p class=\"chart-title\">{Words(chart.Title)}</p>\n";
        var caption = chart.Caption.Length == 0 ? "" : $"<figcaption>{Words(chart.Caption)}</figcaption>\n";
        return string.Create(CultureInfo.InvariantCulture, $"""
            <figure class="chart">
            {title}<div class="plot" style="--height:{chart.Height}px">{picture}</div>
            {caption}<script type="application/json">{Json(chart.Drawn)}</script>
            </figure>

            """).ReplaceLineEndings("\n");
    }

    // Some front ends store JSON as text.
    private static JsonNode? Parsed(JsonNode? output)
    {
        if (output is null or JsonObject || MimeText.Of(output) is not { } text)
        {
            return output;
        }

        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string Words(string markup) => cleaner.Clean(LineEnd().Replace(markup, " "));

    // The one character that could end the element early stands only in strings.
    private static string Json(JsonNode chart) => Shortened(chart)!.ToJsonString(s_json).Replace("<", "\\u003c", StringComparison.Ordinal);

    // 1.0 is 1.
    private static JsonNode? Shortened(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, Shortened(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Shortened)]),
        JsonValue value when value.GetValueKind() == JsonValueKind.Number && value.Deserialize<double>() is var number && double.IsInteger(number) && Math.Abs(number) < 1e9 =>
            JsonValue.Create((long)number),
        _ => node?.DeepClone(),
    };

    [GeneratedRegex(@"<br\s*/?>", RegexOptions.IgnoreCase)]
    private static partial Regex LineEnd();
}
