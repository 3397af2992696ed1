using System.Numerics;

namespace Recurrent;

/// <summary>Limits on gradients, and the norms they need.</summary>
internal static class Clipping
{
    public static void Apply<T>(Optimizer optimizer, Span<T> gradients, IReadOnlyList<ParameterSlice> slices)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (optimizer.GlobalClipNorm is double global)
        {
            LimitNorm(gradients, global);
        }
        else if (optimizer.ClipNorm is double each)
        {
            for (int k = 0; k < slices.Count; k++)
            {
                LimitNorm(gradients.Slice(slices[k].Offset, slices[k].Length), each);
            }
        }
        else if (optimizer.ClipValue is double limit)
        {
            LimitValues(gradients, T.CreateTruncating(limit));
        }
    }

    public static T Norm<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var square = Vectors.Dot(values, values);
        return T.IsNormal(square) ? T.Sqrt(square) : ScaledNorm(values);
    }

    // where the squares leave the range that the numbers themselves are in
    private static T ScaledNorm<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var largest = T.Zero;
        foreach (var value in values)
        {
            largest = T.Max(largest, T.Abs(value));
        }

        if (largest == T.Zero || !T.IsFinite(largest))
        {
            return largest;
        }

        var sum = T.Zero;
        foreach (var value in values)
        {
            sum += value / largest * (value / largest);
        }

        return largest * T.Sqrt(sum);
    }

    private static void LimitNorm<T>(Span<T> values, double limit)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var norm = Norm<T>(values);
        if (norm > T.CreateTruncating(limit))
        {
            Vectors.Scale(T.CreateTruncating(limit) / norm, values);
        }
    }

    private static void LimitValues<T>(Span<T> values, T limit)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (ref var value in values)
        {
            value = T.Clamp(value, -limit, limit);
        }
    }
}
