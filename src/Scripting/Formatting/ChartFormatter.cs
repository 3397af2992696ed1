using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Scripting.Charts;

namespace Scripting.Formatting;

/// <summary>
/// Shows a Plotly.NET chart as its JSON, as a static picture and as a line of text. The type is known by its name, so that
/// any version of the library that a notebook brings will do.
/// </summary>
internal static class ChartFormatter
{
    private const string ChartType = "Plotly.NET.GenericChart";
    private static readonly ConditionalWeakTable<Type, MethodInfo> s_toJson = [];

    /// <summary>Fills <paramref name="data"/> if <paramref name="value"/> is a chart.</summary>
    public static bool TryFormat(object value, JsonObject data)
    {
        if (ChartTypeOf(value.GetType()) is not { } type)
        {
            return false;
        }

        var toJson = s_toJson.GetValue(type, static t =>
            t.GetMethod("toJson", BindingFlags.Public | BindingFlags.Static, [t])
            ?? throw new MissingMethodException(t.FullName, "toJson"));
        var figure = JsonNode.Parse((string)toJson.Invoke(null, [value])!)!.AsObject();
        data["application/vnd.plotly.v1+json"] = figure;
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

    // A chart is a case of an F# union: a nested subclass of the type.
    private static Type? ChartTypeOf(Type? type)
    {
        while (type is not null && type.FullName != ChartType)
        {
            type = type.BaseType;
        }

        return type;
    }
}
