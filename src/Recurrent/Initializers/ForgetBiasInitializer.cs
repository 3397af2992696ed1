namespace Recurrent;

/// <summary>An LSTM bias [4H], order i, f, g, o: another rule's values, with the forget block set to one value.</summary>
internal sealed class ForgetBiasInitializer(Initializer others, double forget) : Initializer
{
    public override void Fill(Span<double> values, int rows, int columns, Xoshiro random)
    {
        others.Fill(values, rows, columns, random);
        int units = values.Length / 4;
        values.Slice(units, units).Fill(forget);
    }
}
