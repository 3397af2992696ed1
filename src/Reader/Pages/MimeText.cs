using System.Text.Json;
using System.Text.Json.Nodes;

namespace Reader.Pages;

/// <summary>Text as notebooks store it: a string, or an array of lines.</summary>
internal static class MimeText
{
    public static string? Of(JsonNode? node) => node switch
    {
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        JsonArray lines => string.Concat(lines.Select(Of)),
        _ => null,
    };
}
