using System.Runtime.CompilerServices;

namespace Recurrent;

/// <summary>Transpose of a matrix, in square blocks so that both sides stay in the cache.</summary>
internal static class Transpose
{
    private const int Block = 16;

    /// <summary>destination[columns,rows] = transpose of source[rows,columns].</summary>
    public static void Of<T>(ReadOnlySpan<T> source, int rows, int columns, Span<T> destination)
    {
        if (source.Length < rows * columns || destination.Length < rows * columns)
        {
            throw new ArgumentException($"A matrix of {rows} x {columns} does not fit {source.Length} and {destination.Length} elements.", nameof(destination));
        }

        for (int i0 = 0; i0 < rows; i0 += Block)
        {
            int height = Math.Min(Block, rows - i0);
            for (int j0 = 0; j0 < columns; j0 += Block)
            {
                int width = Math.Min(Block, columns - j0);
                for (int i = i0; i < i0 + height; i++)
                {
                    var from = source.Slice((i * columns) + j0, width);
                    ref T to = ref destination[(j0 * rows) + i];
                    for (int j = 0; j < from.Length; j++)
                    {
                        Unsafe.Add(ref to, j * rows) = from[j];
                    }
                }
            }
        }
    }
}
