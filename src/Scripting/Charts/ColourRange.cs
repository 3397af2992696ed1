using System.Text.Json.Nodes;

namespace Scripting.Charts;

/// <summary>A colour scale over an interval of values, as a heat map and its bar share it.</summary>
internal sealed class ColourRange
{
    private readonly ColourScale scale;

    /// <param name="trace">The heat map.</param>
    /// <param name="layout">The figure's layout, for a shared <c>coloraxis</c>.</param>
    /// <param name="values">All values, for an interval that the figure leaves open.</param>
    public ColourRange(JsonObject trace, JsonNode? layout, IEnumerable<double> values)
    {
        var shared = trace.At("coloraxis").Text() is { } axis ? layout.At(axis) : null;
        var (source, letter) = shared is null ? (trace, "z") : (shared, "c");
        scale = ColourScale.Read(source.At("colorscale"), source.At("reversescale").Flag() ?? false);
        var finite = values.Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        Low = source.At(letter + "min").Number() ?? finite.Min();
        High = source.At(letter + "max").Number() ?? finite.Max();
        if (source.At(letter + "mid").Number() is { } middle)
        {
            var reach = Math.Max(High - middle, middle - Low);
            (Low, High) = (middle - reach, middle + reach);
        }

        Bar = source.At("colorbar");
        HasBar = source.At("showscale").Flag() ?? true;
    }

    public double Low { get; }

    public double High { get; }

    public JsonNode? Bar { get; }

    public bool HasBar { get; }

    public double Position(double value) => High == Low ? 0.5 : Math.Clamp((value - Low) / (High - Low), 0, 1);

    public Colour At(double value) => scale.At(Position(value));

    /// <summary>255 steps of the scale; index 255 is transparent, for gaps.</summary>
    public Colour[] Palette() => [.. Enumerable.Range(0, 255).Select(i => scale.At(i / 254.0)), default];

    public byte Index(double value) => double.IsFinite(value) ? (byte)Math.Round(Position(value) * 254) : (byte)255;
}
