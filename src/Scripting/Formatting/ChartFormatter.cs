using System.Reflection;
using System.Text.Json.Nodes;
using Scripting.Charts;

namespace Scripting.Formatting;

/// <summary>
/// Shows charts of Plotly.NET and of XPlot as their JSON, as a static picture and as a line of text. The types are known by
/// their names, so that any version of the library that a notebook brings will do.
/// </summary>
internal static class ChartFormatter
{
    /// <summary>The form that front ends with a chart library take.</summary>
    public const string Json = "application/vnd.plotly.v1+json";

    private const string ChartType = "Plotly.NET.GenericChart";
    private const string OlderChartType = "Plotly.NET.GenericChart+GenericChart";
    private const string XPlotType = "XPlot.Plotly.PlotlyChart";

    /// <summary>Fills <paramref name="data"/> if <paramref name="value"/> is a chart.</summary>
    public static bool TryFormat(object value, JsonObject data)
    {
        if (Figure(value) is not { } figure)
        {
            return false;
        }

        data[Json] = figure;
        try
        {
            data["image/svg+xml"] = PlotlySvg.Render(figure);
            data["text/plain"] = PlotlyText.Describe(figure);
        }
        catch (ArgumentException unreadable)
        {
            // The chart library may still draw it: what cannot be pictured must not fail the cell.
            data["text/plain"] = $"Chart without a picture: {unreadable.Message}";
        }

        return true;
    }

    // A chart of Plotly.NET is a case of an F# union: a nested subclass of the type.
    private static JsonObject? Figure(object value)
    {
        for (var type = value.GetType(); type is not null; type = type.BaseType)
        {
            switch (type.FullName)
            {
                case ChartType:
                    return JsonNode.Parse(Call(type, "toJson", type, value))!.AsObject();
                case OlderChartType:
                    return ChartScript.Read(Call(type.DeclaringType!, "toChartHTML", type, value));
                case XPlotType:
                    return Sized(ChartScript.Read((string)type.GetMethod("GetInlineJS")!.Invoke(value, null)!), type, value);
                default:
                    break;
            }
        }

        return null;
    }

    private static string Call(Type holder, string function, Type argument, object value)
    {
        var method = holder.GetMethod(function, BindingFlags.Public | BindingFlags.Static, [argument]) ?? throw new MissingMethodException(holder.FullName, function);
        return (string)method.Invoke(null, [value])!;
    }

    // XPlot keeps the size of a chart beside its layout.
    private static JsonObject Sized(JsonObject figure, Type type, object chart)
    {
        if (figure["layout"] is JsonObject layout)
        {
            foreach (var side in new[] { "Width", "Height" })
            {
                layout.TryAdd(side.ToLowerInvariant(), (int)type.GetProperty(side)!.GetValue(chart)!);
            }
        }

        return figure;
    }
}
