namespace Figures;

/// <summary>Standardises values: (v - mean) / deviation. Fitted on the training part alone, or the test part leaks into it.</summary>
/// <param name="Mean">What becomes 0.</param>
/// <param name="Deviation">What becomes a distance of 1; above 0.</param>
[TypeFormatterSource(typeof(OneLine), PreferredMimeTypes = [OneLine.MimeType])]
public sealed record Scaling(double Mean, double Deviation)
{
    /// <summary>Mean and population standard deviation of the values.</summary>
    /// <exception cref="ArgumentException">There are no values, or all are equal.</exception>
    public static Scaling Fit(IReadOnlyList<double> values)
    {
        Require.Some(values, nameof(values));
        var mean = values.Average();
        var deviation = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
        return deviation > 0 ? new Scaling(mean, deviation) : throw new ArgumentException($"All {values.Count} values equal {mean}; they cannot be scaled.", nameof(values));
    }

    /// <summary>The scaled value.</summary>
    public double Apply(double value) => (value - Mean) / Deviation;

    /// <summary>The value that was scaled.</summary>
    public double Restore(double scaled) => Mean + (scaled * Deviation);

    /// <summary>The rule with its numbers.</summary>
    public override string ToString() => FormattableString.Invariant($"(v - {Mean:G6}) / {Deviation:G6}");
}
