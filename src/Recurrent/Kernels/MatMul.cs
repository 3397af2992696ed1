using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Recurrent;

/// <summary>
/// Matrix products. An element of C is one chain of fused multiply-adds that starts from zero, from a bias or from its old
/// value and takes k = 0, 1, ...; vectors run along the rows of C. So neither the width of the vectors nor the tiling
/// changes a bit.
/// </summary>
internal static class MatMul
{
    // Steps of k taken at a time, so that a panel of B stays in the first cache while the rows of A pass by.
    private const int Depth = 256;

    // Rows of C taken at a time: along them the panels are changed, since going down a column of a large C touches a page a row.
    private const int Height = 128;

    // Up to this many rows a row goes over several panels at once.
    private const int FewRows = 3;

    [ThreadStatic]
    private static object? _scratch;

    /// <summary>C[m,n] += A[m,k] B[k,n]. Element (i,p) of A stands at a[i aRow + p]; rows of C are cRow apart.</summary>
    public static void Add<T>(ReadOnlySpan<T> a, int aRow, PackedMatrix<T> b, int m, Span<T> c, int cRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(a.Length, aRow, c.Length, cRow, m, b.Rows, b.Columns);
        ref T c0 = ref MemoryMarshal.GetReference(c);
        Multiply(a, aRow, 1, b, m, new Start<T>(ref c0, cRow, 1), ref c0, cRow);
    }

    /// <summary>C[m,n] = A[m,k] B[k,n].</summary>
    public static void Set<T>(ReadOnlySpan<T> a, int aRow, PackedMatrix<T> b, int m, Span<T> c, int cRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(a.Length, aRow, c.Length, cRow, m, b.Rows, b.Columns);
        Multiply(a, aRow, 1, b, m, Start<T>.Zero, ref MemoryMarshal.GetReference(c), cRow);
    }

    /// <summary>Every row of C[m,n] = bias + the row of A[m,k] B[k,n]; an empty bias is zero.</summary>
    public static void SetWithBias<T>(ReadOnlySpan<T> a, int aRow, PackedMatrix<T> b, ReadOnlySpan<T> bias, int m, Span<T> c, int cRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(a.Length, aRow, c.Length, cRow, m, b.Rows, b.Columns);
        if (!bias.IsEmpty && bias.Length < b.Columns)
        {
            throw new ArgumentException($"The bias has {bias.Length} elements; the product has {b.Columns} columns.", nameof(bias));
        }

        var start = bias.IsEmpty ? Start<T>.Zero : new Start<T>(ref MemoryMarshal.GetReference(bias), 0, 1);
        Multiply(a, aRow, 1, b, m, start, ref MemoryMarshal.GetReference(c), cRow);
    }

    /// <summary>C[m,n] += transpose of A[k,m] times B[k,n], all three contiguous; for matrices that are used once.</summary>
    public static void AddTransposed<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int m, int k, int n, Span<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (m == 0 || k == 0 || n == 0)
        {
            return;
        }

        if (_scratch is not PackedMatrix<T> packed)
        {
            _scratch = packed = new PackedMatrix<T>();
        }

        packed.Pack(b, n, k, n, turned: false);
        Require(a.Length, k * m, nameof(a));
        Require(c.Length, m * n, nameof(c));
        ref T c0 = ref MemoryMarshal.GetReference(c);
        Multiply(a, 1, m, packed, m, new Start<T>(ref c0, n, 1), ref c0, n);
    }

    private static void Check(int a, int aRow, int c, int cRow, int m, int k, int n)
    {
        if (m > 0)
        {
            Require(a, ((m - 1) * aRow) + k, "a");
            Require(c, ((m - 1) * cRow) + n, "c");
        }
    }

    private static void Require(int length, int needed, string name)
    {
        if (length < needed)
        {
            throw new ArgumentException($"The matrix has {length} elements; the sizes given need {needed}.", name);
        }
    }

    private static void Multiply<T>(ReadOnlySpan<T> a, nint aRow, nint aColumn, PackedMatrix<T> b, int m, Start<T> start, ref T c, nint cRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        WorkCount.MultiplyAdds += (long)m * b.Rows * b.Columns;
        ref T a0 = ref MemoryMarshal.GetReference(a);
        if (Vector512.IsHardwareAccelerated)
        {
            Multiply<T, Wide<T>>(ref a0, aRow, aColumn, b, m, start, ref c, cRow);
        }
        else
        {
            Multiply<T, Narrow<T>>(ref a0, aRow, aColumn, b, m, start, ref c, cRow);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<T, V>(ref T a, nint aRow, nint aColumn, PackedMatrix<T> b, int m, Start<T> start, ref T c, nint cRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct, IVector<V, T>
    {
        int k = b.Rows, n = b.Columns;
        ref T panels = ref MemoryMarshal.GetReference(b.Data);
        int first = m <= FewRows ? RowByRow<T, V>(ref a, aRow, aColumn, ref panels, m, k, n, start, ref c, cRow) : 0;
        for (int i = 0; i < m; i += Height)
        {
            int height = Math.Min(Height, m - i);
            for (int j = first; j < n; j += 2 * V.Count)
            {
                ref T panel = ref Unsafe.Add(ref panels, (nint)j * k);
                Panel<T, V>(ref Unsafe.Add(ref a, i * aRow), aRow, aColumn, ref panel, height, k, n - j, start.At(i, j), ref Unsafe.Add(ref c, (i * cRow) + j), cRow);
            }
        }
    }

    // all panels in groups of four that a few rows can take together; returns the first column that is left
    private static int RowByRow<T, V>(
        ref T a, nint aRow, nint aColumn, ref T panels, int m, int k, int n, Start<T> start, ref T c, nint cRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct, IVector<V, T>
    {
        int group = 8 * V.Count;
        int end = n / group * group;
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < end; j += group)
            {
                ref T panel = ref Unsafe.Add(ref panels, (nint)j * k);
                Tile.RunRow<T, V>(ref Unsafe.Add(ref a, i * aRow), aColumn, ref panel, (nint)k * 2 * V.Count, k, ref start.At(i, j).First, ref Unsafe.Add(ref c, (i * cRow) + j));
            }
        }

        return end;
    }

    // some rows of C against one panel; columns of it exist
    private static void Panel<T, V>(
        ref T a, nint aRow, nint aColumn, ref T panel, int m, int k, int columns, Start<T> start, ref T c, nint cRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct, IVector<V, T>
    {
        int width = columns > V.Count ? 2 * V.Count : V.Count;
        int p = 0;
        do
        {
            int depth = Math.Min(Depth, k - p);
            ref T b = ref Unsafe.Add(ref panel, (nint)p * width);
            var from = p == 0 ? start : new Start<T>(ref c, cRow, 1);
            for (int i = 0; i < m; i += V.TileRows)
            {
                ref T left = ref Unsafe.Add(ref a, (i * aRow) + (p * aColumn));
                int rows = Math.Min(V.TileRows, m - i);
                Tiles.Run<T, V>(rows, columns, ref left, aRow, aColumn, ref b, depth, from.At(i, 0), ref Unsafe.Add(ref c, i * cRow), cRow);
            }

            p += Depth;
        }
        while (p < k);
    }
}
