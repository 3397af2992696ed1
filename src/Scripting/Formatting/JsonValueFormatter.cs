using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scripting.Formatting;

/// <summary>Shows JSON as JSON, of System.Text.Json and of Newtonsoft.Json, which is known by its name.</summary>
internal static class JsonValueFormatter
{
    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    /// <summary>Fills <paramref name="data"/> if <paramref name="value"/> is JSON.</summary>
    public static bool TryFormat(object value, JsonObject data)
    {
        var json = value switch
        {
            JsonDocument document => document.RootElement.GetRawText(),
            JsonElement { ValueKind: not JsonValueKind.Undefined } element => element.GetRawText(),
            JsonNode node => node.ToJsonString(),
            _ when TypeNames.IsA(value.GetType(), "Newtonsoft.Json.Linq.JContainer") => value.ToString(),
            _ => null,
        };
        if (json is null)
        {
            return false;
        }

        var parsed = JsonNode.Parse(json);
        data["text/plain"] = parsed?.ToJsonString(s_indented) ?? "null";
        data["application/json"] = parsed;
        return true;
    }
}
