using System.Globalization;

namespace Recurrent;

internal sealed class IdentityInitializer(double gain) : Initializer
{
    internal override string Text => string.Create(CultureInfo.InvariantCulture, $"identity({gain:R})");

    public override void Fill(Span<double> values, int rows, int columns, Xoshiro random)
    {
        values.Clear();
        for (int k = 0; k < Math.Min(rows, columns); k++)
        {
            values[(k * columns) + k] = gain;
        }
    }
}
