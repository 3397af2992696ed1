using System.Collections;

namespace Scripting.Formatting;

/// <summary>Sequences of pairs of key and value, such as dictionaries that are known by their generic interface alone.</summary>
internal static class PairSequence
{
    private static readonly Type[] s_pairs = [typeof(KeyValuePair<,>), typeof(IGrouping<,>)];

    /// <summary>The pairs, or null if the sequence holds something else. Of groups, the pairs are keys with what they hold.</summary>
    public static IEnumerable<(object? Key, object? Value)>? Of(IEnumerable items)
    {
        var item = items.GetType().GetInterfaces().Append(items.GetType())
            .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))
            .Select(i => i.GetGenericArguments()[0])
            .FirstOrDefault(type => type.IsGenericType && s_pairs.Contains(type.GetGenericTypeDefinition()));
        return item is null ? null : items.Cast<object>().Select(pair => (
            item.GetProperty(nameof(KeyValuePair<int, int>.Key))!.GetValue(pair),
            item.GetProperty(nameof(KeyValuePair<int, int>.Value)) is { } value ? value.GetValue(pair) : pair));
    }
}
