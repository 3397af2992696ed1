using System.Text.Json.Nodes;

namespace Notebooks;

/// <summary>
/// Compares what a cell shows with what is stored: text word for word after sanitizing, HTML, SVG and JSON by structure and
/// text, numbers in all of them within a tolerance, pictures by size and pixels.
/// </summary>
public sealed class OutputComparer
{
    private readonly ComparisonOptions _options;
    private readonly TextComparer _texts;
    private readonly JsonComparer _json;
    private readonly ImageComparer _images;
    private readonly MarkupComparer _markup;

    /// <summary>Compares within the tolerances that <paramref name="options"/> name.</summary>
    public OutputComparer(ComparisonOptions options)
    {
        _options = options;
        _texts = new TextComparer(options);
        _json = new JsonComparer(_texts);
        _images = new ImageComparer(options);
        _markup = new MarkupComparer(_texts, _images);
    }

    /// <summary>The first difference between the outputs of two cells, or null if there is none.</summary>
    public string? Difference(NotebookCell stored, NotebookCell executed)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(executed);
        if (executed.Tags.Contains(CellTags.IgnoreOutput) || (_options.OnlyChecked && !executed.Tags.Contains(CellTags.CheckOutput)))
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

    private string? OutputDifference(JsonObject expected, JsonObject actual)
    {
        if (KindOf(expected) != KindOf(actual))
        {
            return $"stored {KindOf(expected)}, now {KindOf(actual)}";
        }

        return MultilineText.Join(expected["output_type"]) switch
        {
            "stream" => _texts.Difference(MultilineText.Join(expected["text"]) ?? "", MultilineText.Join(actual["text"]) ?? ""),
            "error" => _texts.Difference(ErrorText(expected), ErrorText(actual)),
            _ => BundleDifference(expected["data"] as JsonObject ?? [], actual["data"] as JsonObject ?? []),
        };
    }

    private static string ErrorText(JsonObject error) => $"{MultilineText.Join(error["ename"])}: {MultilineText.Join(error["evalue"])}";

    private string? BundleDifference(JsonObject expected, JsonObject actual)
    {
        var kinds = expected.Select(entry => entry.Key).Order(StringComparer.Ordinal).ToArray();
        var found = actual.Select(entry => entry.Key).Order(StringComparer.Ordinal).ToArray();
        if (!kinds.SequenceEqual(found))
        {
            return $"stored as {string.Join(", ", kinds)}, now {string.Join(", ", found)}";
        }

        // The plain text first: where that differs too, it says it best.
        return kinds.OrderBy(kind => kind != "text/plain")
            .Select(kind => DataDifference(kind, expected[kind], actual[kind]) is { } difference ? $"{kind}: {difference}" : null)
            .FirstOrDefault(difference => difference is not null);
    }

    private string? DataDifference(string kind, JsonNode? expected, JsonNode? actual)
    {
        if (MultilineText.IsJson(kind))
        {
            return _json.Difference(expected, actual);
        }

        var (stored, now) = (MultilineText.Join(expected) ?? "", MultilineText.Join(actual) ?? "");
        return kind switch
        {
            "text/html" or "image/svg+xml" => _markup.Difference(stored, now),
            _ when kind.StartsWith("image/", StringComparison.Ordinal) => _images.Difference(stored.ReplaceLineEndings(""), now.ReplaceLineEndings("")),
            _ => _texts.Difference(stored, now),
        };
    }
}
