using System.Numerics;

namespace Recurrent;

/// <summary>What the cross entropies share: clipping, smoothing, and the rows of the categorical ones.</summary>
internal static class CrossEntropy
{
    public static double Smoothing(double value)
    {
        return value is >= 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Label smoothing lies in [0, 1].");
    }

    public static T Clip<T>(T p)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var least = T.CreateTruncating(1e-7);
        return T.Clamp(p, least, T.One - least);
    }

    /// <summary>Cross entropy of one row with target distribution y; the gradient is overwritten.</summary>
    public static T Row<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> prediction, bool fromLogits, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        return fromLogits ? OfLogits(y, prediction, gradient) : OfProbabilities(y, prediction, gradient);
    }

    // -sum y (a - log sum e^a); derivative p sum(y) - y with p the softmax of a
    private static T OfLogits<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> a, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var max = a[0];
        foreach (var value in a)
        {
            max = T.Max(max, value);
        }

        var sum = T.Zero;
        var total = T.Zero;
        for (int k = 0; k < a.Length; k++)
        {
            gradient[k] = T.Exp(a[k] - max);
            sum += gradient[k];
            total += y[k];
        }

        var logSum = T.Log(sum);
        var loss = T.Zero;
        for (int k = 0; k < a.Length; k++)
        {
            loss -= y[k] * (a[k] - max - logSum);
            gradient[k] = (gradient[k] / sum * total) - y[k];
        }

        return loss;
    }

    // q = p / sum p, then -sum y log clip(q); with d = dL/dq the derivative by p is (d - sum d q) / sum p
    private static T OfProbabilities<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> p, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = T.Zero;
        foreach (var value in p)
        {
            sum += value;
        }

        var loss = T.Zero;
        var product = T.Zero;
        for (int k = 0; k < p.Length; k++)
        {
            var q = p[k] / sum;
            var clipped = Clip(q);
            loss -= y[k] * T.Log(clipped);
            gradient[k] = clipped == q ? -y[k] / q : T.Zero;
            product += gradient[k] * q;
        }

        for (int k = 0; k < p.Length; k++)
        {
            gradient[k] = (gradient[k] - product) / sum;
        }

        return loss;
    }
}
