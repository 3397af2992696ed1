using System.Numerics;

namespace Recurrent;

/// <summary>
/// -sum over classes of y log p. Probabilities are divided by their sum and clipped to [1e-7, 1 - 1e-7]; from logits p is
/// their softmax, without overflow. Targets are distributions, such as one-hot rows.
/// </summary>
public sealed class CategoricalCrossEntropy : Loss
{
    /// <summary>Describes the loss.</summary>
    /// <param name="fromLogits">Whether predictions are logits instead of probabilities.</param>
    /// <param name="labelSmoothing">Moves targets towards the uniform distribution by this share, in [0, 1].</param>
    public CategoricalCrossEntropy(bool fromLogits = false, double labelSmoothing = 0)
    {
        FromLogits = fromLogits;
        LabelSmoothing = CrossEntropy.Smoothing(labelSmoothing);
    }

    /// <summary>Whether predictions are logits.</summary>
    public bool FromLogits { get; }

    /// <summary>Share by which targets are moved towards the uniform distribution.</summary>
    public double LabelSmoothing { get; }

    /// <inheritdoc/>
    public override string Name => "categorical_crossentropy";

    /// <inheritdoc/>
    public override void Evaluate<T>(ReadOnlySpan<T> target, ReadOnlySpan<T> prediction, int width, Span<T> values, Span<T> gradient)
    {
        var keep = T.CreateTruncating(1 - LabelSmoothing);
        var added = T.CreateTruncating(LabelSmoothing / width);
        Span<T> y = width <= 256 ? stackalloc T[width] : new T[width];
        for (int row = 0; row < values.Length; row++)
        {
            for (int k = 0; k < width; k++)
            {
                y[k] = T.FusedMultiplyAdd(target[(row * width) + k], keep, added);
            }

            values[row] = CrossEntropy.Row<T>(y, prediction.Slice(row * width, width), FromLogits, gradient.Slice(row * width, width));
        }
    }
}
