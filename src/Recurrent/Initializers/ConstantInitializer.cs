using System.Globalization;

namespace Recurrent;

internal sealed class ConstantInitializer(double value) : Initializer
{
    internal override string Text => value switch
    {
        0 => "zeros",
        1 => "ones",
        _ => string.Create(CultureInfo.InvariantCulture, $"constant({value:R})"),
    };

    public override void Fill(Span<double> values, int rows, int columns, Xoshiro random) => values.Fill(value);
}
