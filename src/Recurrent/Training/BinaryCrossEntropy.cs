using System.Numerics;

namespace Recurrent;

/// <summary>
/// Mean over the last axis of -(y log p + (1 - y) log(1 - p)), from probabilities p, which are clipped to
/// [1e-7, 1 - 1e-7], or from logits a with p = sigmoid(a).
/// </summary>
public sealed class BinaryCrossEntropy : Loss
{
    /// <summary>Describes the loss.</summary>
    /// <param name="fromLogits">Whether predictions are logits instead of probabilities.</param>
    /// <param name="labelSmoothing">Moves targets towards 1/2 by this share, in [0, 1].</param>
    public BinaryCrossEntropy(bool fromLogits = false, double labelSmoothing = 0)
    {
        FromLogits = fromLogits;
        LabelSmoothing = CrossEntropy.Smoothing(labelSmoothing);
    }

    /// <summary>Whether predictions are logits.</summary>
    public bool FromLogits { get; }

    /// <summary>Share by which targets are moved towards 1/2.</summary>
    public double LabelSmoothing { get; }

    /// <inheritdoc/>
    public override string Name => "binary_crossentropy";

    /// <inheritdoc/>
    public override void Evaluate<T>(ReadOnlySpan<T> target, ReadOnlySpan<T> prediction, int width, Span<T> values, Span<T> gradient)
    {
        var count = T.CreateTruncating(width);
        var keep = T.CreateTruncating(1 - LabelSmoothing);
        var added = T.CreateTruncating(0.5 * LabelSmoothing);
        for (int row = 0; row < values.Length; row++)
        {
            var sum = T.Zero;
            for (int k = row * width; k < (row + 1) * width; k++)
            {
                var y = T.FusedMultiplyAdd(target[k], keep, added);
                var (value, slope) = FromLogits ? OfLogit(y, prediction[k]) : OfProbability(y, prediction[k]);
                sum += value;
                gradient[k] = slope / count;
            }

            values[row] = sum / count;
        }
    }

    // max(a, 0) - a y + log(1 + e^-|a|), whose derivative is sigmoid(a) - y
    private static (T Value, T Slope) OfLogit<T>(T y, T a)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var e = T.Exp(-T.Abs(a));
        var p = (a >= T.Zero ? T.One : e) / (T.One + e);
        return (T.Max(a, T.Zero) - (a * y) + T.LogP1(e), p - y);
    }

    private static (T Value, T Slope) OfProbability<T>(T y, T p)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var clipped = CrossEntropy.Clip(p);
        var value = -((y * T.Log(clipped)) + ((T.One - y) * T.Log(T.One - clipped)));
        return (value, clipped == p ? (p - y) / (p * (T.One - p)) : T.Zero);
    }
}
