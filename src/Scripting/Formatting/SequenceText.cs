using System.Collections;
using System.Globalization;
using Microsoft.DotNet.Interactive;

namespace Scripting.Formatting;

/// <summary>A sequence of plain values on one line: <c>[ 1, 2 ]</c>.</summary>
internal static class SequenceText
{
    /// <summary>Whether a value is a sequence whose items are shown as words.</summary>
    public static bool IsOfWords(object? value) =>
        value is IEnumerable and not (string or IDictionary) && ItemTypeOf(value.GetType()) is { } item && MimeBundle.IsScalar(item);

    /// <summary>The type that a sequence declares for its items, if it is one alone and they are no pairs of key and value.</summary>
    public static Type? ItemTypeOf(Type type)
    {
        var items = type.GetInterfaces().Append(type)
            .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            .Select(i => i.GetGenericArguments()[0])
            .ToArray();
        return items is [var item] && !(item.IsGenericType && item.GetGenericTypeDefinition() == typeof(KeyValuePair<,>)) ? item : null;
    }

    /// <summary>The line; of a long sequence its beginning, saying so.</summary>
    public static string Of(IEnumerable items)
    {
        var words = new List<string>();
        foreach (var item in items)
        {
            if (words.Count == OutputLimits.Rows)
            {
                var rest = items is ICollection all ? string.Create(CultureInfo.InvariantCulture, $"{all.Count - words.Count} more") : "more";
                return $"[ {string.Join(", ", words)} ... ({rest}) ]";
            }

            words.Add(MimeBundle.Text(item));
        }

        return $"[ {string.Join(", ", words)} ]";
    }
}
