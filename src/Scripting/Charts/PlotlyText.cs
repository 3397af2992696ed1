using System.Text.Json.Nodes;

namespace Scripting.Charts;

/// <summary>Puts a Plotly figure into words, for readers of text.</summary>
public static class PlotlyText
{
    /// <summary>
    /// One line: the title, then for each trace its name, type, number of points and ranges, as in
    /// <c>Chart "Loss": training (scatter, 100 points, x 1 to 100, y 0.02 to 0.9)</c>.
    /// </summary>
    /// <exception cref="ArgumentException">The figure has no array <c>data</c>.</exception>
    public static string Describe(JsonObject figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        var title = figure.At("layout", "title").TitleText() is { } text ? $"Chart \"{RichText.Plain(text)}\"" : "Chart";
        var traces = PlotlySvg.Traces(figure).Select((trace, i) => (trace, i)).Where(pair => Trace.IsShown(pair.trace)).Select(pair => DescribeTrace(pair.trace, pair.i)).ToList();
        return $"{title}: {(traces.Count == 0 ? "no traces" : string.Join("; ", traces))}";
    }

    private static string DescribeTrace(JsonObject trace, int index)
    {
        var name = trace.At("name").Text() is { Length: > 0 } given ? RichText.Plain(given) : $"trace {index}";
        if (Values.ReadRows(trace.At("z")) is { Length: > 0 } rows)
        {
            return $"{name} ({Trace.TypeOf(trace)}, {rows.Length} x {rows.Max(row => row.Length)} cells{Range("z", Values.Of([.. rows.SelectMany(row => row)]))})";
        }

        var (x, y) = (Values.Read(trace.At("x")), Values.Read(trace.At("y")));
        var count = Math.Max(x?.Count ?? 0, y?.Count ?? 0);
        return $"{name} ({Trace.TypeOf(trace)}, {count} {(count == 1 ? "point" : "points")}{Range("x", x ?? Counted(trace, count))}{Range("y", y)})";
    }

    // Places given as a start and a step; on a date axis the start alone says enough.
    private static Values? Counted(JsonObject trace, int count) => trace.At("x0").Text() is { } start ? Values.Of([$"from {start}"])
        : trace.At("x0").Number() is { } first && count > 0 ? Values.Of([first, first + ((count - 1) * (trace.At("dx").Number() ?? 1))]) : null;

    private static string Range(string letter, Values? values)
    {
        if (values?.Texts?.Where(text => !string.IsNullOrEmpty(text)).ToArray() is { Length: > 0 } texts)
        {
            return texts.Length == 1 ? $", {letter} {texts[0]}" : $", {letter} {texts[0]} to {texts[^1]}";
        }

        var finite = values?.Numbers?.Where(double.IsFinite).ToArray() ?? [];
        return finite.Length == 0 ? "" : $", {letter} {NumberText.Short(finite.Min())} to {NumberText.Short(finite.Max())}";
    }
}
