using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Notebooks;

/// <summary>
/// Compares what a cell shows with what is stored. Text is compared word for word, the numbers in it with a small
/// tolerance; HTML, pictures and JSON by their structure only, since their text form stands beside them.
/// </summary>
public static partial class OutputComparer
{
    /// <summary>The tag of a cell whose outputs are not compared, and not stored.</summary>
    public const string IgnoreOutput = "nbval-ignore-output";

    private const double RelativeTolerance = 1e-5;
    private const double AbsoluteTolerance = 1e-8;

    /// <summary>The first difference between the outputs of two cells, or null if there is none.</summary>
    public static string? Difference(NotebookCell stored, NotebookCell executed)
    {
        if (executed.Tags.Contains(IgnoreOutput))
        {
            return null;
        }

        var expected = stored.Outputs.Select(output => (JsonObject)output!).ToArray();
        var actual = executed.Outputs.Select(output => (JsonObject)output!).ToArray();
        for (var i = 0; i < Math.Min(expected.Length, actual.Length); i++)
        {
            if (OutputDifference(expected[i], actual[i]) is { } difference)
            {
                return $"output {i + 1}: {difference}";
            }
        }

        return expected.Length == actual.Length
            ? null
            : $"{expected.Length} stored outputs ({Kinds(expected)}), now {actual.Length} ({Kinds(actual)})";
    }

    private static string Kinds(JsonObject[] outputs) => outputs.Length == 0 ? "none" : string.Join(", ", outputs.Select(KindOf));

    private static string KindOf(JsonObject output) =>
        MultilineText.Join(output["output_type"]) + (MultilineText.Join(output["name"]) is { } stream ? $" {stream}" : "");

    private static string? OutputDifference(JsonObject expected, JsonObject actual)
    {
        if (KindOf(expected) != KindOf(actual))
        {
            return $"stored {KindOf(expected)}, now {KindOf(actual)}";
        }

        return MultilineText.Join(expected["output_type"]) switch
        {
            "stream" => TextDifference(MultilineText.Join(expected["text"]) ?? "", MultilineText.Join(actual["text"]) ?? ""),
            "error" => TextDifference(
                $"{MultilineText.Join(expected["ename"])}: {MultilineText.Join(expected["evalue"])}",
                $"{MultilineText.Join(actual["ename"])}: {MultilineText.Join(actual["evalue"])}"),
            _ => BundleDifference(expected["data"] as JsonObject ?? [], actual["data"] as JsonObject ?? []),
        };
    }

    private static string? BundleDifference(JsonObject expected, JsonObject actual)
    {
        var kinds = expected.Select(entry => entry.Key).Order(StringComparer.Ordinal).ToArray();
        var found = actual.Select(entry => entry.Key).Order(StringComparer.Ordinal).ToArray();
        if (!kinds.SequenceEqual(found))
        {
            return $"stored as {string.Join(", ", kinds)}, now {string.Join(", ", found)}";
        }

        foreach (var kind in kinds)
        {
            var difference = MultilineText.IsJson(kind)
                ? ShapeDifference(expected[kind], actual[kind], "$")
                : DataDifference(kind, MultilineText.Join(expected[kind]) ?? "", MultilineText.Join(actual[kind]) ?? "");
            if (difference is not null)
            {
                return $"{kind}: {difference}";
            }
        }

        return null;
    }

    private static string? DataDifference(string kind, string expected, string actual) => kind switch
    {
        "text/html" or "image/svg+xml" => Tags(expected).SequenceEqual(Tags(actual), StringComparer.Ordinal)
            ? null
            : $"{Tags(expected).Count()} tags stored, now {Tags(actual).Count()} or others",
        _ when kind.StartsWith("text/", StringComparison.Ordinal) => TextDifference(expected, actual),
        _ => null,
    };

    private static IEnumerable<string> Tags(string markup) => Tag().Matches(markup).Select(match => match.Value);

    private static string? ShapeDifference(JsonNode? expected, JsonNode? actual, string path)
    {
        switch (expected, actual)
        {
            case (JsonObject left, JsonObject right):
                foreach (var name in left.Select(entry => entry.Key).Union(right.Select(entry => entry.Key)))
                {
                    if (!left.ContainsKey(name) || !right.ContainsKey(name))
                    {
                        return $"{path}.{name} is only in {(left.ContainsKey(name) ? "the stored output" : "the new output")}";
                    }

                    if (ShapeDifference(left[name], right[name], $"{path}.{name}") is { } difference)
                    {
                        return difference;
                    }
                }

                return null;
            case (JsonArray left, JsonArray right):
                return left.Count == right.Count
                    ? left.Zip(right).Select((pair, i) => ShapeDifference(pair.First, pair.Second, $"{path}[{i}]")).FirstOrDefault(found => found is not null)
                    : $"{path} has {left.Count} items stored, now {right.Count}";
            default:
                var stored = KindOf(expected);
                var now = KindOf(actual);
                return stored == now ? null : $"{path} is {stored} stored, now {now}";
        }
    }

    private static string KindOf(JsonNode? node) => node?.GetValueKind() switch
    {
        null => "null",
        JsonValueKind.True or JsonValueKind.False => "a truth value",
        var kind => kind.Value.ToString().ToLowerInvariant(),
    };

    private static string? TextDifference(string expected, string actual)
    {
        var left = Lines(expected);
        var right = Lines(actual);
        for (var i = 0; i < Math.Max(left.Length, right.Length); i++)
        {
            var (stored, now) = (left.ElementAtOrDefault(i), right.ElementAtOrDefault(i));
            if (stored is null || now is null || !SameLine(stored, now))
            {
                return $"line {i + 1}: stored {Quote(stored)}, now {Quote(now)}";
            }
        }

        return null;
    }

    private static string Quote(string? line) => line is null ? "nothing" : $"'{line}'";

    private static string[] Lines(string text) =>
        AnsiColour().Replace(text, "").ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(line => line.TrimEnd()).ToArray();

    private static bool SameLine(string expected, string actual)
    {
        if (expected == actual)
        {
            return true;
        }

        var left = Number().Matches(expected);
        var right = Number().Matches(actual);
        return left.Count == right.Count
            && Blank().Replace(Number().Replace(expected, "#"), " ") == Blank().Replace(Number().Replace(actual, "#"), " ")
            && left.Zip(right).All(pair => Close(pair.First.Value, pair.Second.Value));
    }

    private static bool Close(string expected, string actual)
    {
        // Whole numbers count things.
        if (expected == actual || (int.TryParse(expected, out _) && int.TryParse(actual, out _)))
        {
            return expected == actual;
        }

        var a = double.Parse(expected, CultureInfo.InvariantCulture);
        var b = double.Parse(actual, CultureInfo.InvariantCulture);
        return Math.Abs(a - b) <= AbsoluteTolerance + (RelativeTolerance * Math.Max(Math.Abs(a), Math.Abs(b)));
    }

    [GeneratedRegex(@"-?\d+(\.\d+)?([eE][-+]?\d+)?")]
    private static partial Regex Number();

    // A number that gains a digit also moves the blanks before it.
    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();

    [GeneratedRegex(@"\x1b\[[0-9;]*m")]
    private static partial Regex AnsiColour();

    [GeneratedRegex(@"</?[A-Za-z][A-Za-z0-9:-]*")]
    private static partial Regex Tag();
}
