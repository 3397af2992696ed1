using Plotly.NET;

namespace Figures;

/// <summary>
/// The figures of the chapters. Each returns a Plotly.NET chart, so that it shows as the last value of a cell, and each takes
/// its finding: the sentence that says what is to be seen, which stands below the figure and is its text alternative.
/// </summary>
public static partial class Draw
{
    /// <summary>Curves over a common axis.</summary>
    /// <param name="curves">Name, places on the horizontal axis and values of each curve. A value that is not finite is a gap.</param>
    /// <param name="finding">What the figure shows, in a sentence.</param>
    /// <param name="title">The figure's title.</param>
    /// <param name="x">Title of the horizontal axis.</param>
    /// <param name="y">Title of the vertical axis.</param>
    /// <param name="logX">Whether the horizontal axis is logarithmic.</param>
    /// <param name="logY">Whether the vertical axis is logarithmic; values of zero and below are then gaps.</param>
    /// <param name="markers">How many markers a curve shows: 0 for none, -1 for one at every point.</param>
    /// <exception cref="ArgumentException">There is no curve, or one whose two lists differ in length.</exception>
    public static GenericChart Lines(
        (string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)[] curves,
        string finding,
        string title,
        string x,
        string y,
        bool logX = false,
        bool logY = false,
        int markers = 0)
    {
        Require.Some(curves, nameof(curves));
        foreach (var (name, places, values) in curves)
        {
            Require.SameLength(name, places.Count, values.Count, nameof(curves));
        }

        var drawn = markers < 0 ? curves : Thinning.Each(curves, logX, logY);
        return Look.Chart(
            [.. drawn.Select((curve, i) => Curve(curve.Name, curve.X, logY ? Positive(curve.Y) : curve.Y, i, markers))],
            title,
            finding,
            Axes(Look.Axis(x, logX ? "log" : "linear"), Look.Axis(y, logY ? "log" : "linear")));
    }

    private static Trace Curve(string name, IReadOnlyList<double> x, IEnumerable<double> y, int series, int markers = 0)
    {
        var content = new Map(Places(x))
        {
            ["mode"] = markers == 0 ? "lines" : "lines+markers",
            ["name"] = name,
            ["y"] = Look.Numbers(y),
            ["line"] = Look.Line(series),
        };
        if (markers != 0)
        {
            content["marker"] = Look.Marker(series, Math.Max(0, markers));
        }

        return Look.Trace("scatter", content);
    }

    // Whole steps need only their start and size, which keeps charts small.
    private static Map Places(IReadOnlyList<double> x) =>
        x.Count > 2 && double.IsInteger(x[0]) && double.IsInteger(x[1]) && Enumerable.Range(0, x.Count).All(i => x[i] == x[0] + (i * (x[1] - x[0])))
            ? new Map { ["x0"] = x[0], ["dx"] = x[1] - x[0] }
            : new Map { ["x"] = Look.Numbers(x) };

    private static Map Axes(Map x, Map y) => new() { ["xaxis"] = x, ["yaxis"] = y };

    private static double[] Positive(IEnumerable<double> values) => [.. values.Select(value => value > 0 ? value : double.NaN)];

    private static double[] Counting(int count, double start) => [.. Enumerable.Range(0, count).Select(i => start + i)];
}
