using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive;
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
        var metadata = new JsonObject();
        if (mimeTypes.Length > 0 || value is null || !TryKnown(value, data, metadata))
        {
            Fill(value, mimeTypes, data);
        }

        BundleLimits.Cut(data);
        return (data, metadata);
    }

    /// <summary>The value as plain text.</summary>
    public static string Text(object? value) => Format(value, PlainText, []);

    /// <summary>Whether a value of the type is shown as one word of text.</summary>
    public static bool IsScalar(Type type) =>
        type.IsPrimitive || type.IsEnum || s_scalars.Contains(type) || (Nullable.GetUnderlyingType(type) is { } inner && IsScalar(inner));

    // A kind that is known by more than a registered formatter. One that fails leaves the value to those.
    private static bool TryKnown(object value, JsonObject data, JsonObject metadata)
    {
        try
        {
            if (value is MimeContent content)
            {
                data[content.MimeType] = IsJson(content.MimeType) ? JsonNode.Parse(content.Content) : content.Content;
                data[PlainText] = content.PlainText;
                foreach (var (key, item) in content.Metadata ?? [])
                {
                    metadata[key] = item?.DeepClone();
                }

                return true;
            }

            return ChartFormatter.TryFormat(value, data) || JsonValueFormatter.TryFormat(value, data)
                || MatrixFormatter.TryFormat(value, data) || FSharpFormatter.TryFormat(value, data);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            data.Clear();
            data[PlainText] = $"{Text(value)}\n(it could not be shown otherwise: {(error.InnerException ?? error).GetType().Name}: {(error.InnerException ?? error).Message})";
            return true;
        }
    }

    private static void Fill(object? value, string[] mimeTypes, JsonObject data)
    {
        foreach (var mimeType in mimeTypes.Length > 0 ? mimeTypes : Preferred(value))
        {
            var text = Format(value, mimeType, data);
            if (text.Length == 0 && data.ContainsKey(PlainText))
            {
                continue; // it failed, and the text says so
            }

            if (mimeType == HtmlFormatter.MimeType && value is IEnumerable items && HtmlOutput.IsOfTheLibrary(text))
            {
                if (mimeTypes.Length == 0 && SequenceText.IsOfWords(items))
                {
                    continue; // a tree of words says no more than the text
                }

                // What the library makes of a sequence of objects is a tree.
                text = Table(items) ?? text;
            }

            if (mimeType != HtmlFormatter.MimeType)
            {
                data[mimeType] = IsJson(mimeType) ? Json(text) : text;
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
    }

    private static string? Table(IEnumerable items)
    {
        try
        {
            return TableFormatter.Html(items);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return null; // the items end in an exception, which the library's form and the text show
        }
    }

    private static JsonNode? Json(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            // The formatter wrote something else: it is passed on as a text.
            return text;
        }
    }

    private static IEnumerable<string> Preferred(object? value)
    {
        if (value is null || IsScalar(value.GetType()))
        {
            return [PlainText];
        }

        return Formatter.GetPreferredMimeTypesFor(value.GetType());
    }

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

            var text = value.ToDisplayString(mimeType);
            return mimeType == PlainText && value is IEnumerable items && !text.StartsWith('[') && text.Contains(value.GetType().Name.Split('`')[0], StringComparison.Ordinal) && SequenceText.IsOfWords(value)
                ? SequenceText.Of(items)
                : text;
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
