using System.Text.Json.Nodes;

namespace Scripting.Charts;

/// <summary>
/// Draws a Plotly figure as a static SVG picture, without a browser: the picture that is stored beside an interactive chart.
/// It carries presentation attributes only (no style, ids, references or scripts), has no background, and is legible on white
/// and on dark pages. Equal figures give equal text.
/// </summary>
public static class PlotlySvg
{
    /// <summary>Draws the figure.</summary>
    /// <param name="figure">A Plotly figure: <c>data</c> (an array of traces) and, optionally, <c>layout</c>.</param>
    /// <param name="caption">What the figure shows, in a sentence, drawn below it and given as its description; without it, the
    /// figure's own annotation named <c>finding</c> and <c>layout.meta.description</c>. A title that is not to be drawn may stand in
    /// <c>layout.meta.title</c>.</param>
    /// <param name="width">Pixels; without it <c>layout.width</c> (at most 4000) or 700.</param>
    /// <param name="height">Pixels; without it <c>layout.height</c> (at most 4000) or 450.</param>
    /// <exception cref="ArgumentException">The figure has no array <c>data</c>, or a trace's arrays cannot be read.</exception>
    public static string Render(JsonObject figure, string? caption = null, int? width = null, int? height = null)
    {
        ArgumentNullException.ThrowIfNull(figure);
        var layout = figure.At("layout");
        var picture = new FigurePicture(figure, caption ?? Overlay.Caption(layout), width, height);
        var svg = new SvgWriter();
        var (w, h) = (SvgWriter.Number(picture.Width), SvgWriter.Number(picture.Height));
        svg.Open("svg", ("xmlns", "http://www.w3.org/2000/svg"), ("width", w), ("height", h), ("viewBox", $"0 0 {w} {h}"), ("role", "img"), ("font-family", "sans-serif"));
        svg.Element("title", RichText.Plain(layout.At("title").TitleText() ?? layout.At("meta", "title").Text() ?? "Chart"));
        svg.Element("desc", RichText.Plain(caption ?? layout.At("meta", "description").Text() ?? Overlay.Caption(layout) ?? PlotlyText.Describe(figure)));
        picture.Draw(svg);
        svg.Close("svg");
        return svg.ToString();
    }

    /// <summary>The types of those traces that <see cref="Render"/> cannot draw and only names in the picture, each once.</summary>
    /// <exception cref="ArgumentException">The figure has no array <c>data</c>.</exception>
    public static IReadOnlyList<string> UnsupportedTraces(JsonObject figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return [.. Traces(figure).Where(Trace.IsShown).Select(Trace.TypeOf).Except(Trace.KnownTypes).Distinct()];
    }

    internal static IEnumerable<JsonObject> Traces(JsonObject figure) => figure.At("data") is JsonArray data
        ? data.OfType<JsonObject>()
        : throw new ArgumentException("A Plotly figure has an array 'data' of traces; this one has none.", nameof(figure));
}
