using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Html;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Formatting;

namespace Scripting.Formatting;

/// <summary>Values that are shown whole: as words, as the notebook's formatters write them, or as their kind is known.</summary>
internal static class KnownNodes
{
    // Members of these say nothing, or wait, or run code that nobody asked for.
    private static readonly Type[] s_opaque =
        [typeof(MemberInfo), typeof(Delegate), typeof(Assembly), typeof(Module), typeof(Thread), typeof(PasswordString), typeof(MimeContent)];

    /// <summary>Whether a value of the type is shown whole, rather than by its members.</summary>
    public static bool IsWhole(Type type) => IsOpaque(type) || typeof(IHtmlContent).IsAssignableFrom(type) || (FSharpFormatter.IsFSharp(type) && !FSharpFormatter.IsRecord(type));

    /// <summary>The node of a value whose type cells have registered formatters for, or null.</summary>
    public static ValueNode? OfRegistered(object value)
    {
        var mimeTypes = UserFormatters.MimeTypesOf(value.GetType());
        if (mimeTypes.Count == 0)
        {
            return null;
        }

        var text = mimeTypes.Contains(PlainTextFormatter.MimeType) ? value.ToDisplayString(PlainTextFormatter.MimeType) : ValueTitle.Of(value);
        return mimeTypes.Contains(HtmlFormatter.MimeType) ? new MarkupNode(value.ToDisplayString(HtmlFormatter.MimeType), text) : new TextNode(text);
    }

    /// <summary>The node of a value that is shown whole, or null.</summary>
    public static ValueNode? Of(object value)
    {
        var type = value.GetType();
        if (MimeBundle.IsScalar(type))
        {
            return new TextNode(ScalarText(value), type.IsPrimitive && value is not (bool or char));
        }

        return value switch
        {
            IHtmlContent content => new MarkupNode(content.ToDisplayString(HtmlFormatter.MimeType), content.ToDisplayString(PlainTextFormatter.MimeType)),
            System.Text.StringBuilder text => new TextNode(text.ToString()),
            ReadOnlyMemory<char> or Memory<char> => new TextNode(value.ToString()!),
            Type named => new TextNode(TypeText.Full(named)),
            Task task => new TextNode($"{TypeText.Of(type)} ({task.Status})"),
            _ when IsOpaque(type) => new TextNode(value.ToString() ?? TypeText.Of(type)),
            _ when SequenceText.IsOfWords(value) && !FSharpFormatter.IsFSharp(type) => new TextNode(SequenceText.Of((IEnumerable)value)),
            _ => OfKnownKind(value),
        };
    }

    /// <summary>A value of one word, in the same words on every machine.</summary>
    public static string ScalarText(object value) => value is IFormattable scalar and not Enum
        ? scalar.ToString(null, CultureInfo.InvariantCulture)
        : value.ToString() ?? "";

    private static bool IsOpaque(Type type) => s_opaque.Any(opaque => opaque.IsAssignableFrom(type)) || typeof(Task).IsAssignableFrom(type)
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Lazy<>));

    private static TextNode? OfKnownKind(object value)
    {
        var data = new JsonObject();
        return MimeBundle.TryKind(value, data) ? new TextNode((string)data[PlainTextFormatter.MimeType]!) : null;
    }
}
