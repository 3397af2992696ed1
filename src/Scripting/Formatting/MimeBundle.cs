using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive.Formatting;

namespace Scripting.Formatting;

/// <summary>A value as the forms it can be shown in: MIME types to text or JSON, always with <c>text/plain</c>.</summary>
internal static class MimeBundle
{
    private const string PlainText = "text/plain";

    /// <summary>Formats <paramref name="value"/>, as <paramref name="mimeTypes"/> or, where none are given, as its type prefers.</summary>
    public static (JsonObject Data, JsonObject Metadata) Of(object? value, params string[] mimeTypes)
    {
        var data = new JsonObject();
        if (mimeTypes.Length == 0 && value is not null && ChartFormatter.TryFormat(value, data))
        {
            return (data, []);
        }

        foreach (var mimeType in mimeTypes.Length > 0 ? mimeTypes : Preferred(value))
        {
            var text = Format(value, mimeType, data);
            if (mimeType != HtmlFormatter.MimeType)
            {
                data[mimeType] = IsJson(mimeType) ? JsonNode.Parse(text) : text;
            }
            else if (mimeTypes.Length > 0 || HtmlOutput.SaysMoreThanText(text))
            {
                data[mimeType] = HtmlOutput.WithoutDefaultStyle(text);
            }
        }

        if (!data.ContainsKey(PlainText))
        {
            data[PlainText] = Format(value, PlainText, data);
        }

        return (data, []);
    }

    private static IEnumerable<string> Preferred(object? value)
    {
        if (value is null || IsScalar(value.GetType()))
        {
            return [PlainText];
        }

        return Formatter.GetPreferredMimeTypesFor(value.GetType());
    }

    private static bool IsScalar(Type type) =>
        type.IsPrimitive || type.IsEnum || s_scalars.Contains(type);

    private static readonly HashSet<Type> s_scalars =
    [
        typeof(string), typeof(decimal), typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly),
        typeof(TimeSpan), typeof(Guid), typeof(Half), typeof(Int128), typeof(UInt128), typeof(System.Numerics.BigInteger),
    ];

    private static bool IsJson(string mimeType) =>
        mimeType == "application/json" || mimeType.EndsWith("+json", StringComparison.Ordinal);

    // A formatter that fails must not fail the cell: the value is then shown by its ToString, and the bundle says why.
    private static string Format(object? value, string mimeType, JsonObject data)
    {
        try
        {
            if (mimeType == PlainText && value is IFormattable scalar && IsScalar(value.GetType()))
            {
                return scalar.ToString(null, CultureInfo.InvariantCulture);
            }

            return value.ToDisplayString(mimeType);
        }
        catch (Exception error) when (mimeType != PlainText)
        {
            data[PlainText] = $"{Format(value, PlainText, data)}\n(the {mimeType} formatter failed: {error.GetType().Name}: {error.Message})";
            return "";
        }
        catch (Exception error)
        {
            return $"{value?.GetType()} (its formatter failed: {error.GetType().Name}: {error.Message})";
        }
    }
}
