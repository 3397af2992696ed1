namespace Figures;

/// <summary>
/// Leaves out points of long curves where a straight line between the points that stay would miss them by less than half a pixel, so that
/// charts with many frames stay small. Curves of up to <see cref="Short"/> points are drawn as they are.
/// </summary>
internal static class Thinning
{
    internal const int Short = 60;

    private const double PlotHeight = 300;     // pixels
    private const int FewestPieces = 15;       // so that markers still lie along the whole curve

    /// <summary>Each curve with the points that it needs; the height is that of all of them together.</summary>
    internal static (string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)[] Each(
        (string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)[] curves, bool logX = false, bool logY = false)
    {
        var height = Height(curves.SelectMany(curve => Drawn(curve.Y, logY)));
        return [.. curves.Select(curve =>
        {
            var kept = Kept(Drawn(curve.X, logX), [Drawn(curve.Y, logY)], height);
            return (curve.Name, At(curve.X, kept), At(curve.Y, kept));
        })];
    }

    /// <summary>Numbers of the places that curves over the same places need together.</summary>
    internal static int[] Common(IReadOnlyList<double> x, IReadOnlyList<IReadOnlyList<double>> curves, bool logY = false)
    {
        double[][] drawn = [.. curves.Select(curve => Drawn(curve, logY))];
        return Kept([.. x], drawn, Height(drawn.SelectMany(values => values)));
    }

    internal static IReadOnlyList<double> At(IReadOnlyList<double> values, int[] kept) => [.. kept.Select(i => values[i])];

    // Whatever is no finite number on its axis is a gap.
    private static double[] Drawn(IReadOnlyList<double> values, bool isLog) =>
        [.. values.Select(value => isLog ? Math.Log10(value) : value).Select(value => double.IsFinite(value) ? value : double.NaN)];

    private static double Height(IEnumerable<double> values)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        return finite.Length == 0 ? 0 : finite.Max() - finite.Min();
    }

    // From each point that stays to the farthest that a straight line may lead to.
    private static int[] Kept(double[] x, double[][] curves, double height)
    {
        if (x.Length <= Short)
        {
            return [.. Enumerable.Range(0, x.Length)];
        }

        var (kept, longest, allowed) = (new List<int> { 0 }, Math.Max(1, x.Length / FewestPieces), height / PlotHeight / 2);
        while (kept[^1] < x.Length - 1)
        {
            var (from, to) = (kept[^1], kept[^1] + 1);
            while (to + 1 < x.Length && to + 1 - from <= longest && Array.TrueForAll(curves, y => IsStraight(x, y, from, to + 1, allowed)))
            {
                to++;
            }

            kept.Add(to);
        }

        return [.. kept];
    }

    // A gap in the values is not straight: its edges stay.
    private static bool IsStraight(double[] x, double[] y, int from, int to, double allowed)
    {
        for (var i = from + 1; i < to; i++)
        {
            var line = y[from] + ((y[to] - y[from]) * (x[i] - x[from]) / (x[to] - x[from]));
            if (!(Math.Abs(y[i] - line) <= allowed) && !(double.IsNaN(y[from]) && double.IsNaN(y[i]) && double.IsNaN(y[to])))
            {
                return false;
            }
        }

        return true;
    }
}
