using System.Text.Json;
using System.Text.Json.Nodes;

namespace Notebooks;

/// <summary>Compares JSON, such as that of a chart: the same members and items, texts as texts, numbers within the tolerance.</summary>
internal sealed class JsonComparer(TextComparer texts)
{
    /// <summary>The first difference: where it is, and both values; null if there is none.</summary>
    public string? Difference(JsonNode? expected, JsonNode? actual) => Difference(expected, actual, "$");

    private string? Difference(JsonNode? expected, JsonNode? actual, string path) => (expected, actual) switch
    {
        (JsonObject left, JsonObject right) => Members(left, right, path),
        (JsonArray left, JsonArray right) => Items(left, right, path),
        _ => IsSame(expected, actual) ? null : $"{path}: stored {Shown(expected)}, now {Shown(actual)}",
    };

    private string? Members(JsonObject left, JsonObject right, string path)
    {
        foreach (var name in left.Select(entry => entry.Key).Union(right.Select(entry => entry.Key)))
        {
            if (!left.ContainsKey(name) || !right.ContainsKey(name))
            {
                return $"{path}.{name} is only in {(left.ContainsKey(name) ? "the stored output" : "the new output")}";
            }

            if (Difference(left[name], right[name], $"{path}.{name}") is { } difference)
            {
                return difference;
            }
        }

        return null;
    }

    private string? Items(JsonArray left, JsonArray right, string path) => left.Count == right.Count
        ? left.Zip(right).Select((pair, i) => Difference(pair.First, pair.Second, $"{path}[{i}]")).FirstOrDefault(found => found is not null)
        : $"{path} has {left.Count} items stored, now {right.Count}";

    private bool IsSame(JsonNode? expected, JsonNode? actual)
    {
        var (kind, now) = (expected?.GetValueKind() ?? JsonValueKind.Null, actual?.GetValueKind() ?? JsonValueKind.Null);
        return kind == now && kind switch
        {
            JsonValueKind.Number => texts.IsClose(expected!.ToJsonString(), actual!.ToJsonString()),
            JsonValueKind.String => texts.IsSame(expected!.GetValue<string>(), actual!.GetValue<string>()),
            JsonValueKind.Object or JsonValueKind.Array => false,
            _ => true,
        };
    }

    private static string Shown(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject => "an object",
        JsonArray => "an array",
        _ when node.GetValueKind() == JsonValueKind.String => TextComparer.Quote(node.GetValue<string>()),
        _ => node.ToJsonString(),
    };
}
