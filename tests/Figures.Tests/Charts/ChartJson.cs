using System.Text.Json.Nodes;
using Plotly.NET;

namespace Figures.Tests;

/// <summary>A chart as hosts get it.</summary>
internal static class ChartJson
{
    public static JsonObject Json(this GenericChart chart) => JsonNode.Parse(GenericChart.toJson(chart))!.AsObject();

    public static JsonObject[] Traces(this GenericChart chart) => [.. chart.Json()["data"]!.AsArray().Select(trace => trace!.AsObject())];

    public static double?[] Numbers(this JsonObject trace, string name) => [.. trace[name]!.AsArray().Select(item => item?.GetValue<double>())];
}
