using System.Numerics;

namespace Recurrent;

/// <summary>
/// In training sets a share of its inputs to zero, each on its own, and scales the rest by 1 / (1 - rate); otherwise hands
/// its input on. Srivastava et al. (2014).
/// </summary>
public sealed class Dropout : Layer
{
    /// <summary>Describes a dropout layer.</summary>
    /// <param name="rate">Share that is dropped, in [0, 1).</param>
    /// <param name="name">Name in the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is outside of [0, 1).</exception>
    public Dropout(double rate, string? name = null)
        : base(name)
    {
        Rate = rate >= 0 && rate < 1 ? rate : throw new ArgumentOutOfRangeException(nameof(rate), rate, "A dropout rate lies in [0, 1).");
    }

    /// <summary>Share that is dropped.</summary>
    public double Rate { get; }

    /// <inheritdoc/>
    public override string Type => "Dropout";

    internal override string BaseName => "dropout";

    internal override LayerShape OutputShape(LayerShape input) => input;

    internal override void Declare(LayerShape input, ParameterDeclaration parameters)
    {
    }

    internal override LayerPass<T> CreatePass<T>(LayerContext<T> context) => new DropoutPass<T>(this, context);
}

internal sealed class DropoutPass<T>(Dropout layer, LayerContext<T> context) : LayerPass<T>(context)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DropoutMask<T> _mask = new(layer.Rate);
    private readonly AlignedBuffer<T> _y = new();

    public override Span<T> Output => _y.AsSpan(0, Steps * Rows * Context.Input.Features);

    public override void Reseed(long seed) => _mask.Reseed(seed);

    public override void Forward(ReadOnlySpan<T> x, bool training)
    {
        _mask.Draw(training, FirstRow, Rows, x.Length / Rows);
        x.CopyTo(Output);
        Apply(Output);
    }

    public override void Backward(ReadOnlySpan<T> x, Span<T> dY, Span<T> dX)
    {
        if (!dX.IsEmpty)
        {
            dY.CopyTo(dX);
            Apply(dX);
        }
    }

    // the factors stand row by row with all their steps, the values step by step
    private void Apply(Span<T> values)
    {
        int width = Context.Input.Features;
        for (int row = 0; _mask.Active && row < Steps * Rows; row++)
        {
            int sample = row % Rows, step = row / Rows;
            Vectors.Multiply(values.Slice(row * width, width), _mask.Factors(sample, Steps * width).Slice(step * width, width), values.Slice(row * width, width));
        }
    }

    protected override void Allocate() => _y.Grow(Steps * Rows * Context.Input.Features);
}
