using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Figures;

/// <summary>What an answer gave, as the report of an exercise shows it.</summary>
internal static class AnswerText
{
    private const int Shown = 12;

    /// <summary>Numbers to nine digits, lists and tuples in brackets, long lists cut off.</summary>
    internal static string Of(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        double number => number.ToString("G9", CultureInfo.InvariantCulture),
        float number => number.ToString("G7", CultureInfo.InvariantCulture),
        ITuple tuple => $"({string.Join(", ", Enumerable.Range(0, tuple.Length).Select(i => Of(tuple[i])))})",
        Array { Rank: > 1 } table => $"[{string.Join(" x ", Enumerable.Range(0, table.Rank).Select(table.GetLength))}] {List(table)}",
        IEnumerable items => List(items),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static string List(IEnumerable items)
    {
        var first = items.Cast<object?>().Take(Shown + 1).Select(Of).ToArray();
        return $"[{string.Join(", ", first.Take(Shown))}{(first.Length > Shown ? ", ..." : "")}]";
    }
}
