using System.Text.Json;
using System.Text.Json.Serialization;

namespace Benchmarks.Results;

/// <summary>Results as a JSON file that is there whole or not at all.</summary>
internal static class JsonFile
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static void Write<TItem>(string path, IReadOnlyList<TItem> items) =>
        WholeFile.Write(path, JsonSerializer.Serialize(items, s_options) + "\n");
}
