using System.Text.Json.Nodes;

namespace Scripting.Charts;

/// <summary>What all kinds of traces share: name, axes, place in the legend, and the look that tells it from its neighbours.</summary>
internal sealed class Trace(JsonObject source, int index, Axis x, Axis y)
{
    public static readonly string[] KnownTypes = ["scatter", "scattergl", "bar", "histogram", "box", "heatmap", "contour"];

    private static readonly string[] Dashes = ["solid", "dash", "dot", "dashdot", "longdash", "longdashdot"];

    public JsonObject Source { get; } = source;

    public int Index { get; } = index;

    public Axis X { get; } = x;

    public Axis Y { get; } = y;

    public string Type { get; } = TypeOf(source);

    public string Name { get; } = source.At("name").Text() is { Length: > 0 } name ? name : $"trace {index}";

    public Colour Colour { get; private set; }

    public string Dash { get; private set; } = "solid";

    public string Symbol { get; private set; } = "circle";

    public Hatch Hatch { get; private set; }

    public double Opacity => Source.At("opacity").Number() ?? 1;

    public bool HasLines => Type.StartsWith("scatter", StringComparison.Ordinal) && Mode.Contains("lines", StringComparison.Ordinal);

    public bool HasMarkers => Type.StartsWith("scatter", StringComparison.Ordinal) && Mode.Contains("markers", StringComparison.Ordinal);

    public bool HasText => Type.StartsWith("scatter", StringComparison.Ordinal) && Mode.Contains("text", StringComparison.Ordinal);

    public bool IsFilled => Source.At("fill").Text() is { } fill && fill != "none";

    public bool IsImage => Type is "heatmap" or "contour";

    public bool IsInLegend => !IsImage && (Source.At("showlegend").Flag() ?? true);

    public double LineWidth => Source.At("line", "width").Number() ?? 1.8;

    private string Mode => Source.At("mode").Text() ?? (Values.Read(Source.At("x"))?.Count < 20 ? "lines+markers" : "lines");

    public static string TypeOf(JsonObject trace) => trace.At("type").Text() ?? "scatter";

    public static bool IsShown(JsonObject trace) => trace.At("visible") is not JsonNode visible || visible.Flag() == true;

    /// <summary>
    /// Gives each trace its colour and, where the figure names none, a dash, a marker or a hatching of its own, so that the
    /// legend can be read without colour.
    /// </summary>
    public static void Style(IReadOnlyList<Trace> traces, JsonNode? layout)
    {
        var colourway = Values.Read(layout.At("colorway"))?.Texts?.Select(Colour.Parse).OfType<Colour>().ToArray() is { Length: > 0 } given
            ? given
            : Colour.Palette;
        int lines = 0, markers = 0, bars = 0;
        foreach (var trace in traces)
        {
            var source = trace.Source;
            trace.Colour = Colour.Parse(source.At("line", "color").Text()) ?? Colour.Parse(source.At("marker", "color").Text())
                ?? colourway[trace.Index % colourway.Length];
            var own = trace.IsInLegend;
            trace.Dash = source.At("line", "dash").Text() ?? (own && trace.HasLines && trace.LineWidth > 0 ? Dashes[lines++ % Dashes.Length] : "solid");
            trace.Symbol = source.At("marker", "symbol").Text() ?? (own && trace.HasMarkers ? Marker.Symbols[markers++ % Marker.Symbols.Length] : "circle");
            trace.Hatch = own && trace.Type is ("bar" or "histogram") ? (Hatch)(bars++ % 4) : Hatch.None;
        }
    }

    /// <summary>A stroke's dash pattern for a Plotly dash name or list of lengths; null for solid.</summary>
    public static string? DashArray(string? dash) => dash switch
    {
        null or "solid" => null,
        "dot" => Pattern(1, 2),
        "dash" => Pattern(4, 2.5),
        "longdash" => Pattern(7, 3),
        "dashdot" => Pattern(5, 2, 1, 2),
        "longdashdot" => Pattern(8, 2, 1, 2),
        _ => string.Join(' ', dash.Split(',', ' ').Select(part => double.TryParse(part.Replace("px", "", StringComparison.Ordinal), out var length) ? SvgWriter.Number(length) : "4")),
    };

    public string? DashArray() => DashArray(Dash);

    private static string Pattern(params double[] lengths) => string.Join(' ', lengths.Select(length => SvgWriter.Number(length * 1.5)));
}
