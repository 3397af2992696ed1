using System.Text.Json;
using System.Text.Json.Nodes;

namespace Reader.Charts;

/// <summary>A chart's figure, taken apart for a page: what its words say in HTML, its picture draws, and its script draws again.</summary>
internal sealed class ChartJson
{
    /// <summary>The name of the annotation that holds what the chart shows.</summary>
    private const string Finding = "finding";

    private const double TitleRoom = 40;
    private const double LineHeight = 17;
    private const double DefaultHeight = 450;

    // What charts.js sets where a chart says nothing; what equals it need not travel.
    private static readonly JsonObject s_neutral = Parse("""
        { "font": { "color": "#767676", "family": "sans-serif" }, "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)",
          "colorway": ["#1f7fc4", "#d55e00", "#0f9b72", "#c2579a", "#a67c00", "#7b6fd6", "#c24b4b", "#5f8a94"],
          "legend": { "orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom" } }
        """);

    private static readonly JsonObject s_neutralAxis = Parse("""
        { "showline": true, "linecolor": "#767676", "gridcolor": "rgba(128,128,128,0.2)", "zerolinecolor": "rgba(128,128,128,0.7)", "ticks": "outside",
          "tickcolor": "#767676", "tickfont": { "size": 11.5 }, "automargin": true, "title": { "font": { "size": 13 }, "standoff": 6 } }
        """);

    private ChartJson(JsonObject picture, JsonObject drawn, string title, string caption, int height) =>
        (Picture, Drawn, Title, Caption, Height) = (picture, drawn, title, caption, height);

    /// <summary>The figure without its title, finding and controls: what the static picture shows.</summary>
    public JsonObject Picture { get; }

    /// <summary>The figure as the page's script draws it, without what all charts have.</summary>
    public JsonObject Drawn { get; }

    /// <summary>The title, in the chart library's markup; empty where it has none.</summary>
    public string Title { get; }

    /// <summary>What the chart shows, in the same markup; empty where it does not say.</summary>
    public string Caption { get; }

    /// <summary>The height of picture and chart in pixels.</summary>
    public int Height { get; }

    /// <summary>Takes a figure apart; it stays as it is.</summary>
    public static ChartJson Of(JsonObject figure)
    {
        var drawn = new JsonObject { ["data"] = figure["data"]?.DeepClone(), ["layout"] = (figure["layout"] as JsonObject)?.DeepClone() ?? new JsonObject() };
        if (figure["frames"] is JsonArray frames)
        {
            drawn["frames"] = frames.DeepClone();
        }

        var layout = (JsonObject)drawn["layout"]!;
        var title = TextOf(layout["title"]);
        var note = (layout["annotations"] as JsonArray ?? []).OfType<JsonObject>().FirstOrDefault(note => TextOf(note["name"]) == Finding);
        var caption = TextOf(note?["text"]);
        var controls = NumberOf((layout["meta"] as JsonObject)?["controls"]) ?? 0;
        var below = controls + (caption.Length == 0 ? 0 : 10 + (LineHeight * caption.Split("<br>").Length));
        var height = Math.Clamp((NumberOf(layout["height"]) ?? DefaultHeight) - below - (title.Length > 0 ? TitleRoom : 0), 120, 4000);
        Trim(layout["margin"] as JsonObject, "t", title.Length > 0 ? TitleRoom : 0);
        Trim(layout["margin"] as JsonObject, "b", below);
        layout["height"] = height;
        Remove(layout, "title", "width", "template");
        if (note is not null)
        {
            (note["text"], note["visible"]) = ("", false);
        }

        var picture = (JsonObject)drawn.DeepClone();
        (picture["layout"]!["meta"] as JsonObject)?.Remove("controls");
        (picture["layout"]!["annotations"] as JsonArray)?.RemoveAll(annotation => annotation is JsonObject named && TextOf(named["name"]) == Finding);
        if (title.Length > 0)
        {
            picture["layout"]!["meta"] = picture["layout"]!["meta"] as JsonObject is { } meta ? With(meta, "title", title) : new JsonObject { ["title"] = title };
        }

        Remove(layout, "height", "meta");
        Strip(layout);
        return new ChartJson(picture, drawn, title, caption, (int)height);
    }

    private static void Strip(JsonObject layout)
    {
        RemoveEqual(layout, s_neutral);
        foreach (var (name, value) in layout.ToArray())
        {
            if (value is JsonObject axis && (name.StartsWith("xaxis", StringComparison.Ordinal) || name.StartsWith("yaxis", StringComparison.Ordinal)))
            {
                RemoveEqual(axis, s_neutralAxis);
            }
        }
    }

    // Members of objects are left out one by one, other values as a whole.
    private static void RemoveEqual(JsonObject from, JsonObject neutral)
    {
        foreach (var (name, value) in neutral)
        {
            if (JsonNode.DeepEquals(from[name], value))
            {
                from.Remove(name);
            }
            else if (name == "title" && from[name] is JsonObject given)
            {
                RemoveEqual(given, (JsonObject)value!);
            }
        }
    }

    private static void Trim(JsonObject? margin, string side, double by)
    {
        if (NumberOf(margin?[side]) is { } given)
        {
            margin![side] = Math.Max(12, given - by);
        }
    }

    private static void Remove(JsonObject from, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            from.Remove(name);
        }
    }

    private static JsonNode With(JsonObject node, string name, string value)
    {
        var copy = node.DeepClone();
        copy[name] = value;
        return copy;
    }

    private static string TextOf(JsonNode? node) => node switch
    {
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        JsonObject titled => TextOf(titled["text"]),
        _ => "",
    };

    private static double? NumberOf(JsonNode? node) => node?.GetValueKind() == JsonValueKind.Number ? node.Deserialize<double>() : null;

    private static JsonObject Parse(string json) => (JsonObject)JsonNode.Parse(json)!;
}
