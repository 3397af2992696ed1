using Plotly.NET;

namespace Figures;

public static partial class Draw
{
    /// <summary>The end of a series' test part with a forecast's middle and the band around it, all in the series' unit.</summary>
    /// <param name="series">The series.</param>
    /// <param name="low">Lower end of the band, for each value of the test part.</param>
    /// <param name="middle">The middle, for each value of the test part.</param>
    /// <param name="high">Upper end, for each value of the test part.</param>
    /// <param name="shown">How many of the last values are drawn, at least 2.</param>
    /// <param name="finding">What the figure shows, in a sentence.</param>
    /// <param name="title">The figure's title.</param>
    /// <exception cref="ArgumentException">A list has another length than the test part.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The test part does not have as many values as are to be drawn.</exception>
    public static GenericChart ForecastBand(
        Series series, IReadOnlyList<double> low, IReadOnlyList<double> middle, IReadOnlyList<double> high, int shown, string finding, string title)
    {
        ArgumentNullException.ThrowIfNull(series);
        var actual = series.Test;
        if (shown < 2 || shown > actual.Count)
        {
            throw new ArgumentOutOfRangeException(nameof(shown), shown, $"The test part of '{series.Name}' allows 2 to {actual.Count}.");
        }

        foreach (var (name, values) in new[] { (nameof(low), low), (nameof(middle), middle), (nameof(high), high) })
        {
            ArgumentNullException.ThrowIfNull(values, name);
            Require.SameLength(name, actual.Count, values.Count, name);
        }

        var first = series.Values.Count - shown;
        IEnumerable<double> End(IReadOnlyList<double> values) => values.Skip(values.Count - shown);
        double[] outside = [.. End([.. actual.Select((value, i) => value < low[i] || value > high[i] ? value : double.NaN)])];
        Trace[] traces =
        [
            Timed(series, first, End(low), new Map { ["mode"] = "lines", ["name"] = "band", ["line"] = Edge() }),
            Timed(series, first, End(high), new Map { ["mode"] = "lines", ["name"] = "upper end", ["showlegend"] = false, ["line"] = Edge(), ["fill"] = "tonexty", ["fillcolor"] = "rgba(31,127,196,0.18)" }),
            Timed(series, first, End(middle), new Map { ["mode"] = "lines", ["name"] = "middle", ["line"] = Look.Line(0) }),
            Timed(series, first, End(actual), new Map { ["mode"] = "lines", ["name"] = "actual", ["line"] = new Map { ["color"] = Look.Ink, ["width"] = 1.6, ["dash"] = "solid" } }),
            Timed(series, first, outside, new Map { ["mode"] = "markers", ["name"] = "outside of the band", ["marker"] = Look.Marker(1) }),
        ];
        return Look.Chart(traces, title, finding, Axes(Look.Axis(null, "date"), Look.Axis(series.Label)), 400);
    }

    private static Map Edge() => new() { ["color"] = Look.Colour(0), ["dash"] = "dot", ["width"] = 1 };
}
