using System.Text.Json;
using System.Text.Json.Serialization;
using Reader.Live;

namespace Reader.Serving;

/// <summary>What pages ask for; each address reads the fields it needs.</summary>
internal sealed record PageRequest(
    string? Notebook, string? Cell = null, RunScope? Scope = null, string? Text = null, int? Version = null, int? Position = null, bool? Other = null);

/// <summary>How pages and reader write to each other.</summary>
internal static class PageJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        MaxDepth = 32,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };
}
