using System.Globalization;
using System.Text.RegularExpressions;

namespace Notebooks;

/// <summary>Compares texts line by line: word for word after the sanitizing rules, the numbers within a tolerance.</summary>
internal sealed partial class TextComparer(ComparisonOptions options)
{
    /// <summary>The first line that differs, with both texts; null if there is none.</summary>
    public string? Difference(string expected, string actual)
    {
        if (expected == actual)
        {
            return null;
        }

        var (left, right) = (Lines(expected), Lines(actual));
        for (var i = 0; i < Math.Max(left.Length, right.Length); i++)
        {
            var (stored, now) = (left.ElementAtOrDefault(i), right.ElementAtOrDefault(i));
            if (stored is null || now is null || !IsSame(stored, now))
            {
                return $"line {i + 1}: stored {Quote(stored)}, now {Quote(now)}";
            }
        }

        return null;
    }

    /// <summary>Whether two lines say the same.</summary>
    public bool IsSame(string expected, string actual) =>
        expected == actual || IsClose(SanitizingRule.Apply(options.Rules, expected), SanitizingRule.Apply(options.Rules, actual), IsClose);

    /// <summary>Whether two texts are the same up to numbers, each pair of which is close.</summary>
    public static bool IsClose(string expected, string actual, Func<string, string, bool> areClose)
    {
        if (expected == actual)
        {
            return true;
        }

        var (left, right) = (Number().Matches(expected), Number().Matches(actual));
        return left.Count == right.Count
            && Blank().Replace(Number().Replace(expected, "#"), " ").Trim() == Blank().Replace(Number().Replace(actual, "#"), " ").Trim()
            && left.Zip(right).All(pair => areClose(pair.First.Value, pair.Second.Value));
    }

    /// <summary>Whether two numbers are within the tolerance; whole numbers count things and must be equal.</summary>
    public bool IsClose(string expected, string actual) =>
        expected == actual || (!(IsWhole(expected) && IsWhole(actual)) && IsClose(Parse(expected), Parse(actual), options.AbsoluteTolerance));

    /// <summary>Whether two numbers are within the relative tolerance and the given absolute one.</summary>
    public bool IsClose(double a, double b, double absolute) =>
        a.Equals(b) || Math.Abs(a - b) <= absolute + (options.RelativeTolerance * Math.Max(Math.Abs(a), Math.Abs(b)));

    public static double Parse(string number) => double.Parse(number, CultureInfo.InvariantCulture);

    /// <summary>A text in quotes, cut to what a line of a report holds.</summary>
    public static string Quote(string? text) => text is null ? "nothing" : text.Length <= 200 ? $"'{text}'" : $"'{text[..200]}…'";

    private static bool IsWhole(string number) => number.AsSpan().TrimStart('-').IndexOfAnyExceptInRange('0', '9') < 0;

    private static string[] Lines(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(line => Escape().Replace(line, "").TrimEnd()).ToArray();

    [GeneratedRegex(@"-?\d+(\.\d+)?([eE][-+]?\d+)?")]
    private static partial Regex Number();

    // A number that gains a digit also moves the blanks before it.
    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();

    [GeneratedRegex(@"\x1b\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Escape();
}
