using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Scripting.Formatting;

/// <summary>Reads a figure out of the script by which a chart library draws it: <c>var data = […]; var layout = {…};</c>.</summary>
internal static class ChartScript
{
    /// <summary>The figure: its traces and its layout.</summary>
    /// <exception cref="FormatException">The script holds no data that could be read.</exception>
    public static JsonObject Read(string script) => new()
    {
        ["data"] = Value(script, "data") ?? throw new FormatException("The chart's script has no line 'var data = …' that could be read."),
        ["layout"] = Value(script, "layout") as JsonObject ?? [],
    };

    private static JsonNode? Value(string script, string name)
    {
        var assignment = $"var {name} =";
        var at = script.IndexOf(assignment, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        // What follows the value is script, which the reader never sees: it reads one value and stops.
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(script[(at + assignment.Length)..]));
        try
        {
            return JsonNode.Parse(ref reader);
        }
        catch (JsonException error)
        {
            throw new FormatException($"The chart's script has a line '{assignment} …' that could not be read: {error.Message}", error);
        }
    }
}
