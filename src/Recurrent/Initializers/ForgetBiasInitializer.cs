namespace Recurrent;

/// <summary>A bias of several gates: another rule's values, with the forget gate's block set to one value.</summary>
internal sealed class ForgetBiasInitializer(Initializer others, double forget, int blocks, int forgetBlock) : Initializer
{
    public override void Fill(Span<double> values, int rows, int columns, Xoshiro random)
    {
        others.Fill(values, rows, columns, random);
        int units = values.Length / blocks;
        values.Slice(forgetBlock * units, units).Fill(forget);
    }
}
