using System.Globalization;

namespace Recurrent;

internal sealed class UniformInitializer : Initializer
{
    private readonly double _low;
    private readonly double _high;

    public UniformInitializer(double low, double high)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(low, high);
        _low = low;
        _high = high;
    }

    internal override string Text => string.Create(CultureInfo.InvariantCulture, $"uniform({_low:R},{_high:R})");

    public override void Fill(Span<double> values, int rows, int columns, Xoshiro random)
    {
        foreach (ref double value in values)
        {
            value = random.NextUniform(_low, _high);
        }
    }
}
