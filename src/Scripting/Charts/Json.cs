using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scripting.Charts;

/// <summary>Reads a figure's JSON without asking which kind of node holds a value.</summary>
internal static class Json
{
    public static JsonNode? At(this JsonNode? node, string key) =>
        node is JsonObject map && map.TryGetPropertyValue(key, out var value) ? value : null;

    public static JsonNode? At(this JsonNode? node, string key, string next) => node.At(key).At(next);

    public static JsonNode? At(this JsonNode? node, string key, string next, string last) => node.At(key).At(next).At(last);

    /// <summary>The number, or null for anything that is not a finite number.</summary>
    public static double? Number(this JsonNode? node)
    {
        if (node is not JsonValue value || value.GetValueKind() != JsonValueKind.Number)
        {
            return null;
        }

        var number = value.TryGetValue<double>(out var direct) ? direct : double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);
        return double.IsFinite(number) ? number : null;
    }

    public static string? Text(this JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    public static bool? Flag(this JsonNode? node) => node?.GetValueKind() switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>A title, which Plotly takes as a string or as an object with <c>text</c>.</summary>
    public static string? TitleText(this JsonNode? node) => (node.Text() ?? node.At("text").Text()) is { Length: > 0 } text ? text : null;

    public static IEnumerable<JsonObject> Objects(this JsonNode? node) => node is JsonArray array ? array.OfType<JsonObject>() : [];
}
