using Plotly.NET;

namespace Figures;

public static partial class Draw
{
    /// <summary>A time series, with a line where its test part begins.</summary>
    /// <param name="series">The series.</param>
    /// <param name="finding">What the figure shows, in a sentence.</param>
    /// <param name="title">The figure's title; without it the series' name.</param>
    public static GenericChart SeriesPlot(Series series, string finding, string? title = null)
    {
        ArgumentNullException.ThrowIfNull(series);
        var trace = Timed(series, 0, series.Values, new Map { ["mode"] = "lines", ["name"] = series.Label, ["line"] = Look.Line(0, 1.2) });
        var axes = Axes(Look.Axis(null, "date"), Look.Axis(series.Label));
        var split = series.Start(series.TrainingCount);
        axes["shapes"] = new[]
        {
            new Map
            {
                ["type"] = "line",
                ["xref"] = "x",
                ["yref"] = "paper",
                ["x0"] = split,
                ["x1"] = split,
                ["y0"] = 0,
                ["y1"] = 1,
                ["line"] = new Map { ["color"] = Look.Ink, ["dash"] = "dash", ["width"] = 1.5 },
            },
        };
        axes["annotations"] = new object[] { Note(split, "test part", "left", 4), Note(split, "fitting", "right", -4) };
        return Look.Chart([trace], title ?? series.Name, finding, axes, 380);
    }

    // Evenly spaced times need only their start and step, which keeps charts small.
    private static Trace Timed(Series series, int first, IEnumerable<double> values, Map content)
    {
        content["x0"] = series.Start(first);
        content["dx"] = series.Step.TotalMilliseconds;
        content["y"] = Look.Numbers(values);
        return Look.Trace("scatter", content);
    }

    private static Map Note(string x, string text, string anchor, int shift) => new()
    {
        ["x"] = x,
        ["y"] = 1,
        ["yref"] = "paper",
        ["text"] = text,
        ["showarrow"] = false,
        ["xanchor"] = anchor,
        ["yanchor"] = "bottom",
        ["xshift"] = shift,
    };
}
