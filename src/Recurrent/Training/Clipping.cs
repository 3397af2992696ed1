using System.Numerics;

namespace Recurrent;

/// <summary>Limits on gradients, and the norms they need, summed in an order that no vector width changes.</summary>
internal static class Clipping
{
    // Partial sums of the squares of elements k, k + 16, ...; then the partial sums in order.
    private const int Partials = 16;

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
        Span<T> partial = stackalloc T[Partials];
        partial.Clear();
        int whole = values.Length - (values.Length % Partials);
        for (int start = 0; start < whole; start += Partials)
        {
            for (int k = 0; k < Partials; k += Vector<T>.Count)
            {
                var x = Lanes.Load(values, start + k);
                Lanes.Store(Lanes.MultiplyAdd(x, x, Lanes.Load<T>(partial, k)), partial, k);
            }
        }

        var sum = T.Zero;
        foreach (var value in partial)
        {
            sum += value;
        }

        for (int k = whole; k < values.Length; k++)
        {
            sum = T.FusedMultiplyAdd(values[k], values[k], sum);
        }

        return T.Sqrt(sum);
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
