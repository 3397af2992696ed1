using System.Text.Json.Nodes;

namespace Scripting.Charts;

/// <summary>Maps 0..1 to a colour along stops. The named scales are written out from their published anchor colours.</summary>
internal sealed class ColourScale
{
    private static readonly Dictionary<string, string> Named = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Viridis"] = "#440154 #482878 #3e4a89 #31688e #26828e #1f9e89 #35b779 #6ece58 #b5de2b #fde725",
        ["Cividis"] = "#00224e #123570 #3b496c #575d6d #707173 #8a8678 #a59c74 #c3b369 #e1cc55 #fee838",
        ["Plasma"] = "#0d0887 #46039f #7201a8 #9c179e #bd3786 #d8576b #ed7953 #fb9f3a #fdca26 #f0f921",
        ["Greys"] = "#000000 #ffffff",
        ["Blues"] = "#f7fbff #deebf7 #c6dbef #9ecae1 #6baed6 #4292c6 #2171b5 #08519c #08306b",
        ["Reds"] = "#fff5f0 #fee0d2 #fcbba1 #fc9272 #fb6a4a #ef3b2c #cb181d #a50f15 #67000d",
        ["Greens"] = "#f7fcf5 #e5f5e0 #c7e9c0 #a1d99b #74c476 #41ab5d #238b45 #006d2c #00441b",
        ["RdBu"] = "#053061 #2166ac #4393c3 #92c5de #d1e5f0 #f7f7f7 #fddbc7 #f4a582 #d6604d #b2182b #67001f",
        ["YlGnBu"] = "#081d58 #253494 #225ea8 #1d91c0 #41b6c4 #7fcdbb #c7e9b4 #edf8b1 #ffffd9",
        ["YlOrRd"] = "#800026 #bd0026 #e31a1c #fc4e2a #fd8d3c #feb24c #fed976 #ffeda0 #ffffcc",
    };

    private readonly (double At, Colour Colour)[] stops;

    private ColourScale((double, Colour)[] stops) => this.stops = stops;

    /// <summary>Reads a name or a list of stops; without either, or with an unknown name, Viridis.</summary>
    public static ColourScale Read(JsonNode? scale, bool reversed)
    {
        var stops = scale is JsonArray list && list.OfType<JsonArray>().Where(stop => stop.Count == 2).ToArray() is { Length: > 1 } given
            ? [.. given.Select(stop => (stop[0].Number() ?? 0, Colour.Parse(stop[1].Text()) ?? Colour.Ink))]
            : Even(Named.GetValueOrDefault(scale.Text() ?? "", Named["Viridis"]));
        return new ColourScale(reversed ? [.. stops.Reverse().Select(stop => (1 - stop.Item1, stop.Item2))] : stops);
    }

    public Colour At(double position)
    {
        for (var i = 1; i < stops.Length; i++)
        {
            if (position <= stops[i].At)
            {
                var span = stops[i].At - stops[i - 1].At;
                return Colour.Mix(stops[i - 1].Colour, stops[i].Colour, span == 0 ? 1 : Math.Clamp((position - stops[i - 1].At) / span, 0, 1));
            }
        }

        return stops[^1].Colour;
    }

    private static (double, Colour)[] Even(string colours)
    {
        var parts = colours.Split(' ');
        return [.. parts.Select((part, i) => (i / (parts.Length - 1.0), Colour.Parse(part)!.Value))];
    }
}
