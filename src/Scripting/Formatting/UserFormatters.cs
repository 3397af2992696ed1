using Microsoft.DotNet.Interactive.Formatting;

namespace Scripting.Formatting;

/// <summary>Which forms of a type the notebook has formatters of its own for; they win over everything built in.</summary>
internal static class UserFormatters
{
    private const string SourceAttribute = "TypeFormatterSourceAttribute";
    private static HashSet<ITypeFormatter> s_builtIn = [];

    /// <summary>Takes what is registered now for built in, but for what cells registered.</summary>
    public static void MarkBuiltIn(IEnumerable<ITypeFormatter> except) => s_builtIn = [.. Formatter.RegisteredFormatters(false).Except(except)];

    /// <summary>Whether the built-in ones are gone, as <c>Formatter.ResetToDefault</c> leaves them.</summary>
    public static bool AreBuiltInGone => !Formatter.RegisteredFormatters(false).Any(s_builtIn.Contains);

    /// <summary>The MIME types that cells, or the type itself by an attribute, say how to write.</summary>
    public static IReadOnlySet<string> MimeTypesOf(Type? type)
    {
        if (type is null)
        {
            return new HashSet<string>();
        }

        var mimeTypes = Formatter.RegisteredFormatters(false)
            .Where(formatter => !s_builtIn.Contains(formatter) && IsFor(formatter.Type, type))
            .Select(formatter => formatter.MimeType)
            .ToHashSet(StringComparer.Ordinal);
        if (mimeTypes.Count == 0 && HasSource(type))
        {
            mimeTypes.UnionWith([HtmlFormatter.MimeType, PlainTextFormatter.MimeType]);
        }

        return mimeTypes;
    }

    // The library finds the attribute by its name, and so it is here.
    private static bool HasSource(Type type) => type.CustomAttributes.Any(attribute => attribute.AttributeType.Name == SourceAttribute);

    private static bool IsFor(Type formatted, Type type) => formatted.IsAssignableFrom(type)
        || (formatted.IsGenericTypeDefinition && Ancestors(type).Any(t => t.IsGenericType && t.GetGenericTypeDefinition() == formatted));

    private static IEnumerable<Type> Ancestors(Type type)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            yield return t;
        }

        foreach (var t in type.GetInterfaces())
        {
            yield return t;
        }
    }
}
