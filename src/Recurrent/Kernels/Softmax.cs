using System.Numerics;

namespace Recurrent;

/// <summary>Softmax of rows, with the maximum subtracted first, so that large values do not overflow.</summary>
internal static class Softmax
{
    /// <summary>Replaces each row of <paramref name="width"/> elements by its softmax.</summary>
    public static void InPlace<T>(Span<T> values, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int row = 0; row < values.Length; row += width)
        {
            Row(values.Slice(row, width));
        }
    }

    /// <summary>da = y * (dy - sum of dy * y) for each row; da is overwritten.</summary>
    public static void Backward<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> dY, int width, Span<T> dA)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int row = 0; row < y.Length; row += width)
        {
            var sum = T.Zero;
            for (int k = row; k < row + width; k++)
            {
                sum = T.FusedMultiplyAdd(dY[k], y[k], sum);
            }

            for (int k = row; k < row + width; k++)
            {
                dA[k] = y[k] * (dY[k] - sum);
            }
        }
    }

    private static void Row<T>(Span<T> row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var max = row[0];
        foreach (var value in row)
        {
            max = T.Max(max, value);
        }

        var largest = Narrow<T>.Broadcast(max);
        for (int k = 0; k < row.Length; k += Narrow<T>.Count)
        {
            Lanes.Store(Exp.OfNonPositive<T, Narrow<T>>(Lanes.Load<T, Narrow<T>>(row, k) - largest), row, k);
        }

        var sum = T.Zero;
        foreach (var value in row)
        {
            sum += value;
        }

        foreach (ref var value in row)
        {
            value /= sum;
        }
    }
}
