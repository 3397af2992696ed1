using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.DotNet.Interactive;

namespace Scripting.Formatting;

/// <summary>Cuts what is too long to show: text is cut, any other form is left out, and the plain text says so.</summary>
internal static class BundleLimits
{
    private const string PlainText = "text/plain";

    public static void Cut(JsonObject data, bool isChart = false)
    {
        var notes = new List<string>();
        foreach (var (mimeType, content) in data.ToArray())
        {
            var length = Length(content);
            var isPicture = IsPicture(mimeType) || (isChart && mimeType == "text/html");
            var limit = isPicture ? OutputLimits.ChartLength : OutputLimits.ValueLength;
            if (length <= limit)
            {
                continue;
            }

            if (mimeType == PlainText)
            {
                data[PlainText] = ((string)content!)[..limit];
                notes.Add(string.Create(CultureInfo.InvariantCulture, $"cut: {limit} of {length} characters are shown; OutputLimits.ValueLength sets how many"));
            }
            else
            {
                data.Remove(mimeType);
                notes.Add(string.Create(CultureInfo.InvariantCulture, $"the {mimeType} form is left out: it has {length} characters, and OutputLimits.{(isPicture ? nameof(OutputLimits.ChartLength) : nameof(OutputLimits.ValueLength))} allows {limit}"));
            }
        }

        if (notes.Count > 0)
        {
            data[PlainText] = $"{data[PlainText]}\n({string.Join("; ", notes)})";
        }
    }

    /// <summary>How many characters a form has.</summary>
    public static int Length(JsonNode? content) => content switch
    {
        null => 0,
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>().Length,
        _ => content.ToJsonString().Length,
    };

    private static bool IsPicture(string mimeType) =>
        mimeType.StartsWith("image/", StringComparison.Ordinal) || mimeType.Contains("plotly", StringComparison.Ordinal) || mimeType == "application/javascript";
}
