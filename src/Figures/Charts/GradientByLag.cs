using Plotly.NET;

namespace Figures;

public static partial class Draw
{
    /// <summary>How much of the gradient reaches a state k steps back: log10 of |dL/dh(T-k)| / |dL/dh(T)| against the lag k.</summary>
    /// <param name="measured">Name and log10 ratios of each network, for k = 0, 1, 2, ...</param>
    /// <param name="finding">What the figure shows, in a sentence.</param>
    /// <param name="theory">Name and log10 ratios of lines to compare with, drawn thin and grey.</param>
    /// <param name="title">The figure's title.</param>
    /// <param name="lowest">Ratios below this are cut off, so that one that dies at once does not squeeze the others.</param>
    /// <exception cref="ArgumentException">There is no network.</exception>
    public static GenericChart GradientByLag(
        (string Name, IReadOnlyList<double> Log10Ratio)[] measured,
        string finding,
        (string Name, IReadOnlyList<double> Log10Ratio)[]? theory = null,
        string title = "Gradient against lag",
        double lowest = -40)
    {
        Require.Some(measured, nameof(measured));
        (string, IReadOnlyList<double>, IReadOnlyList<double>) ByLag((string Name, IReadOnlyList<double> Log10Ratio) line) =>
            (line.Name, Counting(line.Log10Ratio.Count, 0), Above(line.Log10Ratio, lowest));
        var lines = Thinning.Each([.. measured.Concat(theory ?? []).Select(ByLag)]);
        var traces = lines.Select((line, i) => i < measured.Length
            ? Curve(line.Name, line.X, line.Y, i, markers: 9)
            : Theory(line.Name, line.X, line.Y, i - measured.Length));
        return Look.Chart([.. traces], title, finding, Axes(Look.Axis("lag <i>k</i>"), Look.Axis("log<sub>10</sub> of the gradient ratio")), 460);
    }

    private static Trace Theory(string name, IReadOnlyList<double> x, IEnumerable<double> values, int index) => Look.Trace("scatter", new Map(Places(x))
    {
        ["mode"] = "lines",
        ["name"] = name,
        ["y"] = Look.Numbers(values),
        ["line"] = Look.ThinLine(index),
    });

    private static double[] Above(IEnumerable<double> values, double lowest) => [.. values.Select(value => value >= lowest ? value : double.NaN)];
}
