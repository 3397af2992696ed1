using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Formatting;

namespace Scripting.Formatting;

/// <summary>A value as the forms it can be shown in: MIME types to text or JSON, always with <c>text/plain</c>.</summary>
internal static class MimeBundle
{
    private const string PlainText = "text/plain";
    private const string Html = "text/html";

    private static readonly HashSet<Type> s_scalars = [typeof(string), typeof(Uri), typeof(Version), typeof(System.Net.IPAddress), typeof(Index), typeof(Range)];

    /// <summary>Formats <paramref name="value"/>, as <paramref name="mimeTypes"/> or, where none are given, as its type prefers.</summary>
    public static (JsonObject Data, JsonObject Metadata) Of(object? value, params string[] mimeTypes)
    {
        DefaultFormatters.Restore();
        var data = new JsonObject();
        var metadata = new JsonObject();
        var own = UserFormatters.MimeTypesOf(value?.GetType());
        var isKnown = value is not null && own.Count == 0 && (TryContent(value, data, metadata) || TryKind(value, data));
        var isChart = data.ContainsKey(ChartFormatter.Json);
        if (isKnown && mimeTypes.Length > 0)
        {
            if (mimeTypes.Contains(Html) && ChartHtml.Of(data) is { } html)
            {
                data[Html] = html;
            }

            foreach (var other in data.Select(form => form.Key).Except([.. mimeTypes, PlainText]).ToArray())
            {
                data.Remove(other);
            }
        }

        if (!isKnown || mimeTypes.Any(asked => !data.ContainsKey(asked)))
        {
            Fill(value, [.. mimeTypes.Where(asked => !data.ContainsKey(asked))], own, data);
        }

        BundleLimits.Cut(data, isChart);
        return (data, metadata);
    }

    /// <summary>The value as plain text.</summary>
    public static string Text(object? value)
    {
        var own = UserFormatters.MimeTypesOf(value?.GetType());
        return own.Contains(PlainText) ? Registered(value, PlainText, []) : new ValueForms(value).Text;
    }

    /// <summary>Whether a value of the type is shown as one word of text.</summary>
    public static bool IsScalar(Type type) =>
        type.IsPrimitive || type.IsEnum || s_scalars.Contains(type) || (type.IsValueType && typeof(IFormattable).IsAssignableFrom(type))
        || (Nullable.GetUnderlyingType(type) is { } inner && IsScalar(inner));

    /// <summary>Fills <paramref name="data"/> if the value is of a kind that has forms of its own. One that fails is shown as text.</summary>
    public static bool TryKind(object value, JsonObject data)
    {
        try
        {
            return ChartFormatter.TryFormat(value, data) || JsonValueFormatter.TryFormat(value, data)
                || MatrixFormatter.TryFormat(value, data) || FSharpFormatter.TryFormat(value, data) || DataFrameFormatter.TryFormat(value, data);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            data.Clear();
            var cause = error.InnerException ?? error;
            data[PlainText] = $"{ValueTitle.Of(value)}\n(it could not be shown otherwise: {cause.GetType().Name}: {cause.Message})";
            return true;
        }
    }

    private static bool TryContent(object value, JsonObject data, JsonObject metadata)
    {
        if (value is not MimeContent content)
        {
            return false;
        }

        data[content.MimeType] = IsJson(content.MimeType) ? Json(content.Content) : content.Content;
        data[PlainText] = content.PlainText;
        foreach (var (key, item) in content.Metadata ?? [])
        {
            metadata[key] = item?.DeepClone();
        }

        return true;
    }

    private static void Fill(object? value, string[] mimeTypes, IReadOnlySet<string> own, JsonObject data)
    {
        var forms = new ValueForms(value);
        foreach (var mimeType in mimeTypes.Length > 0 ? mimeTypes : Preferred(value, own))
        {
            var text = mimeType switch
            {
                PlainText when !own.Contains(PlainText) => forms.Text,
                Html when !own.Contains(Html) && !IsOfTheLibrary(value) => forms.Html ?? (mimeTypes.Length > 0 ? forms.EncodedText : ""),
                _ => Registered(value, mimeType, data),
            };
            if (mimeType == PlainText ? !data.ContainsKey(PlainText) : text.Length > 0)
            {
                data[mimeType] = IsJson(mimeType) ? Json(text) : mimeType == Html ? HtmlOutput.WithoutDefaultStyle(text) : text;
            }
        }

        if (!data.ContainsKey(PlainText))
        {
            data[PlainText] = own.Contains(PlainText) ? Registered(value, PlainText, data) : forms.Text;
        }
    }

    private static IEnumerable<string> Preferred(object? value, IReadOnlySet<string> own) =>
        value is null || (own.Count == 0 && IsScalar(value.GetType())) ? [PlainText] : Formatter.GetPreferredMimeTypesFor(value.GetType());

    private static bool IsOfTheLibrary(object? value) => value?.GetType().Namespace == typeof(Microsoft.DotNet.Interactive.Formatting.TabularData.TabularDataResource).Namespace;

    private static bool IsJson(string mimeType) =>
        mimeType == "application/json" || mimeType.EndsWith("+json", StringComparison.Ordinal);

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

    // A formatter that fails must not fail the cell: the value is then shown as text, and the bundle says why.
    private static string Registered(object? value, string mimeType, JsonObject data)
    {
        try
        {
            return value.ToDisplayString(mimeType);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            var note = $"{(value is null ? "<null>" : ValueTitle.Of(value))}\n(the {mimeType} formatter failed: {error.GetType().Name}: {error.Message})";
            data[PlainText] = note;
            return mimeType == PlainText ? note : "";
        }
    }
}
