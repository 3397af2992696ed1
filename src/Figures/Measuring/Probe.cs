namespace Figures;

/// <summary>What can be read off a single number.</summary>
public static class Probe
{
    /// <summary>
    /// The share of samples that the best threshold tells apart: all values above it are taken for one class, all others for
    /// the other. Which class lies above is chosen too, so the share is at least that of the larger class.
    /// </summary>
    /// <param name="values">A value of each sample.</param>
    /// <param name="classes">Its class.</param>
    /// <exception cref="ArgumentException">There are no samples, or the lists differ in length.</exception>
    public static double BestThreshold(IReadOnlyList<double> values, IReadOnlyList<bool> classes)
    {
        Require.Some(values, nameof(values));
        ArgumentNullException.ThrowIfNull(classes);
        Require.SameLength(nameof(classes), values.Count, classes.Count, nameof(classes));
        var groups = values.Zip(classes).GroupBy(sample => sample.First).OrderBy(group => group.Key);
        var right = classes.Count(isFirst => isFirst);     // the threshold below all values: everything is taken for the first class
        var best = Math.Max(right, values.Count - right);
        foreach (var group in groups)
        {
            right += group.Sum(sample => sample.Second ? -1 : 1);
            best = Math.Max(best, Math.Max(right, values.Count - right));
        }

        return (double)best / values.Count;
    }
}
