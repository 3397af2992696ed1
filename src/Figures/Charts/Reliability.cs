using Plotly.NET;

namespace Figures;

public static partial class Draw
{
    /// <summary>
    /// Reliability diagram: the share of values that fell below a forecast quantile against the share that should have. A
    /// forecast that keeps its word lies on the diagonal.
    /// </summary>
    /// <param name="forecasts">Name of each forecast, the levels of its quantiles in (0, 1), ascending, and the share of values below each.</param>
    /// <param name="finding">What the figure shows, in a sentence.</param>
    /// <param name="title">The figure's title.</param>
    /// <exception cref="ArgumentException">There is no forecast, one whose lists differ in length, or a level outside of (0, 1).</exception>
    public static GenericChart Reliability(
        (string Name, IReadOnlyList<double> Levels, IReadOnlyList<double> Shares)[] forecasts,
        string finding,
        string title = "Promised and kept")
    {
        Require.Some(forecasts, nameof(forecasts));
        foreach (var (name, levels, shares) in forecasts)
        {
            Require.SameLength(name, levels.Count, shares.Count, nameof(forecasts));
            if (levels.Any(level => level is not (> 0 and < 1)) || levels.Zip(levels.Skip(1)).Any(pair => pair.First >= pair.Second))
            {
                throw new ArgumentException($"The levels of '{name}' are {string.Join(", ", levels)}; give ascending ones between 0 and 1.", nameof(forecasts));
            }
        }

        var diagonal = Look.Trace("scatter", new Map
        {
            ["mode"] = "lines",
            ["name"] = "kept exactly",
            ["x"] = new[] { 0, 1 },
            ["y"] = new[] { 0, 1 },
            ["line"] = Look.ThinLine(0),
        });
        var (x, y) = (Look.Axis("share promised to lie below"), Look.Axis("share that did"));
        x["range"] = y["range"] = new[] { 0, 1 };
        return Look.Chart([.. forecasts.Select((f, i) => Curve(f.Name, f.Levels, f.Shares, i, markers: -1)), diagonal], title, finding, Axes(x, y), 440);
    }
}
