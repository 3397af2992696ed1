using System.Numerics;

namespace Recurrent;

/// <summary>A bias laid over the rows of a matrix, and back: the sum of the rows.</summary>
internal static class Bias
{
    /// <summary>Every row of the matrix becomes a copy of <paramref name="row"/>.</summary>
    public static void Fill<T>(ReadOnlySpan<T> row, Span<T> matrix)
    {
        for (int start = 0; start < matrix.Length; start += row.Length)
        {
            row.CopyTo(matrix[start..]);
        }
    }

    /// <summary>sum[j] += matrix[0,j] + matrix[1,j] + ..., row after row.</summary>
    public static void AddRows<T>(ReadOnlySpan<T> matrix, Span<T> sum)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = sum.Length;
        for (int start = 0; start < matrix.Length; start += width)
        {
            Vectors.Add(matrix.Slice(start, width), sum);
        }
    }
}
