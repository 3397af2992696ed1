namespace Recurrent;

/// <summary>The rules whose spread follows from the size of the matrix: glorot and he, uniform and normal.</summary>
internal sealed class ScaledInitializer(string name) : Initializer
{
    // Standard deviation of a standard normal cut at two deviations; dividing by it keeps the variance.
    private const double CutDeviation = 0.87962566103423978;

    internal override string Text => name;

    public override void Fill(Span<double> values, int rows, int columns, Xoshiro random)
    {
        bool glorot = name.StartsWith("glorot", StringComparison.Ordinal);
        bool uniform = name.EndsWith("uniform", StringComparison.Ordinal);
        double variance = 2.0 / (glorot ? rows + columns : rows);
        double spread = uniform ? Math.Sqrt(3 * variance) : Math.Sqrt(variance) / CutDeviation;
        foreach (ref double value in values)
        {
            value = spread * (uniform ? random.NextUniform(-1, 1) : CutNormal(random));
        }
    }

    private static double CutNormal(Xoshiro random)
    {
        double z;
        do
        {
            z = random.NextNormal();
        }
        while (Math.Abs(z) > 2);
        return z;
    }
}
