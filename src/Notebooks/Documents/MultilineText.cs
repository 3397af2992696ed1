using System.Text.Json;
using System.Text.Json.Nodes;

namespace Notebooks;

/// <summary>
/// The notebook format stores long text as an array of lines, each with its line break, and readers join them again.
/// Sources, streams, attachments and text outputs are stored so.
/// </summary>
internal static class MultilineText
{
    /// <summary>The text of a string or of an array of strings; null for anything else.</summary>
    public static string? Join(JsonNode? node) => node switch
    {
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        JsonArray lines when lines.All(line => line?.GetValueKind() == JsonValueKind.String) =>
            string.Concat(lines.Select(line => line!.GetValue<string>())),
        _ => null,
    };

    public static JsonArray Split(string text)
    {
        var lines = new JsonArray();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
            {
                continue;
            }

            // The line breaks of Python's str.splitlines, which Jupyter uses.
            if (text[i] is '\n' or '\r' or '\v' or '\f' or '\x1c' or '\x1d' or '\x1e' or '\x85' or '\u2028' or '\u2029')
            {
                lines.Add(text[start..(i + 1)]);
                start = i + 1;
            }
        }

        if (start < text.Length)
        {
            lines.Add(text[start..]);
        }

        return lines;
    }

    /// <summary>Whether data of this MIME type is stored as lines.</summary>
    public static bool IsSplit(string mimeType) =>
        mimeType.StartsWith("text/", StringComparison.Ordinal) || mimeType is "application/javascript" or "image/svg+xml";

    /// <summary>Whether data of this MIME type is JSON rather than text.</summary>
    public static bool IsJson(string mimeType) =>
        mimeType == "application/json" || (mimeType.StartsWith("application/", StringComparison.Ordinal) && mimeType.EndsWith("+json", StringComparison.Ordinal));

    /// <summary>Puts the text of every source, stream, attachment and output of a cell into the stored form.</summary>
    public static void Normalise(JsonObject cell)
    {
        SplitMember(cell, "source");
        foreach (var attachment in Objects(cell["attachments"] as JsonObject))
        {
            NormaliseBundle(attachment);
        }

        foreach (var output in (cell["outputs"] as JsonArray ?? []).OfType<JsonObject>())
        {
            switch (Join(output["output_type"]))
            {
                case "stream":
                    SplitMember(output, "text");
                    break;
                case "execute_result" or "display_data" when output["data"] is JsonObject data:
                    NormaliseBundle(data);
                    break;
            }
        }
    }

    private static IEnumerable<JsonObject> Objects(JsonObject? members) => members is null ? [] : members.Select(member => member.Value).OfType<JsonObject>();

    private static void NormaliseBundle(JsonObject data)
    {
        foreach (var mimeType in data.Select(entry => entry.Key).Where(key => !IsJson(key)).ToArray())
        {
            if (IsSplit(mimeType))
            {
                SplitMember(data, mimeType);
            }
            else if (data[mimeType] is JsonArray && Join(data[mimeType]) is { } joined)
            {
                data[mimeType] = joined;
            }
        }
    }

    private static void SplitMember(JsonObject owner, string name)
    {
        if (Join(owner[name]) is { } text)
        {
            owner[name] = Split(text);
        }
    }
}
