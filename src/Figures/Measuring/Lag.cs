namespace Figures;

/// <summary>Gradient norms by lag, made comparable between networks.</summary>
public static class Lag
{
    /// <summary>log10 of each norm over the first one. A norm of zero gives minus infinity, which figures show as a gap.</summary>
    /// <param name="norms">Norms for lag 0, 1, 2, ...; the first above 0.</param>
    /// <exception cref="ArgumentException">There are no norms, or the first is not above 0.</exception>
    public static double[] Log10Ratios(IReadOnlyList<double> norms)
    {
        Require.Some(norms, nameof(norms));
        return norms[0] > 0
            ? [.. norms.Select(norm => Math.Log10(norm / norms[0]))]
            : throw new ArgumentException($"The norm at lag 0 is {norms[0]}; ratios to it need one above 0.", nameof(norms));
    }

    /// <summary>The mean over seeds, lag by lag.</summary>
    /// <param name="runs">One curve a seed, all of the same length.</param>
    /// <exception cref="ArgumentException">There is no curve, or the lengths differ.</exception>
    public static double[] Mean(IReadOnlyList<IReadOnlyList<double>> runs)
    {
        Require.Some(runs, nameof(runs));
        foreach (var run in runs)
        {
            Require.SameLength("a run", runs[0].Count, run.Count, nameof(runs));
        }

        return [.. Enumerable.Range(0, runs[0].Count).Select(k => runs.Average(run => run[k]))];
    }
}
