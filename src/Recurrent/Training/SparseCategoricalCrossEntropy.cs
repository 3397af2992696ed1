using System.Numerics;

namespace Recurrent;

/// <summary>Categorical cross entropy whose targets are class numbers 0, 1, ..., one for each row.</summary>
public sealed class SparseCategoricalCrossEntropy : Loss
{
    /// <summary>Describes the loss.</summary>
    /// <param name="fromLogits">Whether predictions are logits instead of probabilities.</param>
    public SparseCategoricalCrossEntropy(bool fromLogits = false)
    {
        FromLogits = fromLogits;
    }

    /// <summary>Whether predictions are logits.</summary>
    public bool FromLogits { get; }

    /// <inheritdoc/>
    public override string Name => "sparse_categorical_crossentropy";

    /// <inheritdoc/>
    public override int TargetWidth(int width) => 1;

    /// <inheritdoc/>
    public override void Evaluate<T>(ReadOnlySpan<T> target, ReadOnlySpan<T> prediction, int width, Span<T> values, Span<T> gradient)
    {
        Span<T> y = width <= 256 ? stackalloc T[width] : new T[width];
        y.Clear();
        for (int row = 0; row < values.Length; row++)
        {
            int label = int.CreateTruncating(target[row]);
            y[label] = T.One;
            values[row] = CrossEntropy.Row<T>(y, prediction.Slice(row * width, width), FromLogits, gradient.Slice(row * width, width));
            y[label] = T.Zero;
        }
    }

    internal override void CheckTargets<T>(Tensor<T> target, int width) => Guard.WholeNumbers(target, width, "y");
}
