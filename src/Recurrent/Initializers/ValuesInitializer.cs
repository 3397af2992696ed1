using System.Globalization;

namespace Recurrent;

internal sealed class ValuesInitializer : Initializer
{
    private readonly double[] _values;

    public ValuesInitializer(double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        _values = [.. values];
    }

    internal override string Text => $"values({string.Join(',', _values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))})";

    public override void Fill(Span<double> values, int rows, int columns, Xoshiro random)
    {
        if (values.Length != _values.Length)
        {
            throw new InvalidOperationException($"The initializer has {_values.Length} values; a weight of {rows} x {columns} needs {values.Length}.");
        }

        _values.CopyTo(values);
    }
}
