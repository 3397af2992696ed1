using System.Text.Json;
using System.Text.Json.Serialization;

namespace Benchmarks.Peers.Helpers;

/// <summary>How requests and answers are written.</summary>
internal static class HelperJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };
}
