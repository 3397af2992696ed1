namespace Recurrent;

/// <summary>Transpose of a matrix, in square blocks so that both sides stay in the cache.</summary>
internal static class Transpose
{
    private const int Block = 16;

    /// <summary>destination[columns,rows] = transpose of source[rows,columns].</summary>
    public static void Of<T>(ReadOnlySpan<T> source, int rows, int columns, Span<T> destination)
    {
        for (int i0 = 0; i0 < rows; i0 += Block)
        {
            int i1 = Math.Min(rows, i0 + Block);
            for (int j0 = 0; j0 < columns; j0 += Block)
            {
                int j1 = Math.Min(columns, j0 + Block);
                for (int j = j0; j < j1; j++)
                {
                    for (int i = i0; i < i1; i++)
                    {
                        destination[(j * rows) + i] = source[(i * columns) + j];
                    }
                }
            }
        }
    }
}
