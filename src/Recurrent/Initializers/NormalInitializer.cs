using System.Globalization;

namespace Recurrent;

internal sealed class NormalInitializer : Initializer
{
    private readonly double _mean;
    private readonly double _deviation;

    public NormalInitializer(double mean, double deviation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(deviation);
        _mean = mean;
        _deviation = deviation;
    }

    internal override string Text => string.Create(CultureInfo.InvariantCulture, $"normal({_mean:R},{_deviation:R})");

    public override void Fill(Span<double> values, int rows, int columns, Xoshiro random)
    {
        foreach (ref double value in values)
        {
            value = _mean + (_deviation * random.NextNormal());
        }
    }
}
