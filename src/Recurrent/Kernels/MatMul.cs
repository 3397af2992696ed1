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

    // Steps of k that two products may have together to be summed in one go.
    private const int PairDepth = 352;

    // Up to this many rows a row goes over several panels at once.
    private const int FewRows = 3;

    // Bytes of a packed matrix from which on it is fetched ahead: it shares the second cache with what else is in use.
    private const long Far = 512 * 1024;

    [ThreadStatic]
    private static object? _scratch;

    /// <summary>C[m,n] += A[m,k] B[k,n]. Element (i,p) of A stands at a[i aRow + p]; rows of C are cRow apart.</summary>
    public static void Add<T>(ReadOnlySpan<T> a, int aRow, PackedMatrix<T> b, int m, Span<T> c, int cRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(a.Length, aRow, c.Length, cRow, m, b.Rows, b.Columns);
        ref T c0 = ref MemoryMarshal.GetReference(c);
        Multiply(new Operand<T>(a, aRow, 1, b), default, m, new Start<T>(ref c0, cRow, 1), ref c0, cRow);
    }

    /// <summary>C[m,n] = A[m,k] B[k,n].</summary>
    public static void Set<T>(ReadOnlySpan<T> a, int aRow, PackedMatrix<T> b, int m, Span<T> c, int cRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(a.Length, aRow, c.Length, cRow, m, b.Rows, b.Columns);
        Multiply(new Operand<T>(a, aRow, 1, b), default, m, Start<T>.Zero, ref MemoryMarshal.GetReference(c), cRow);
    }

    /// <summary>Every row of C[m,n] = bias + the row of A[m,k] B[k,n]; an empty bias is zero.</summary>
    public static void SetWithBias<T>(ReadOnlySpan<T> a, int aRow, PackedMatrix<T> b, ReadOnlySpan<T> bias, int m, Span<T> c, int cRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(a.Length, aRow, c.Length, cRow, m, b.Rows, b.Columns);
        Multiply(new Operand<T>(a, aRow, 1, b), default, m, StartAt(bias, b.Columns), ref MemoryMarshal.GetReference(c), cRow);
    }

    /// <summary>
    /// Every row of C[m,n] = bias + the row of X[m,kx] Wx[kx,n] + that of H[m,kh] Wh[kh,n]: the bits of <see cref="SetWithBias"/>
    /// with X and then <see cref="Add"/> with H, without C on the way. An empty bias is zero.
    /// </summary>
    public static void SetPairWithBias<T>(
        ReadOnlySpan<T> x, int xRow, PackedMatrix<T> wx, ReadOnlySpan<T> h, int hRow, PackedMatrix<T> wh, ReadOnlySpan<T> bias, int m, Span<T> c, int cRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (wx.Columns != wh.Columns)
        {
            throw new ArgumentException($"The second matrix has {wh.Columns} columns; it must have the {wx.Columns} of the first.", nameof(wh));
        }

        Check(x.Length, xRow, c.Length, cRow, m, wx.Rows, wx.Columns);
        Check(h.Length, hRow, c.Length, cRow, m, wh.Rows, wh.Columns);
        Multiply(new Operand<T>(x, xRow, 1, wx), new Operand<T>(h, hRow, 1, wh), m, StartAt(bias, wx.Columns), ref MemoryMarshal.GetReference(c), cRow);
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
        Multiply(new Operand<T>(a, 1, m, packed), default, m, new Start<T>(ref c0, n, 1), ref c0, n);
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

    private static Start<T> StartAt<T>(ReadOnlySpan<T> bias, int columns)
        where T : unmanaged
    {
        if (!bias.IsEmpty && bias.Length < columns)
        {
            throw new ArgumentException($"The bias has {bias.Length} elements; the product has {columns} columns.", nameof(bias));
        }

        return bias.IsEmpty ? Start<T>.Zero : new Start<T>(ref MemoryMarshal.GetReference(bias), 0, 1);
    }

    // one product, or two where the second is not empty
    private static void Multiply<T>(Operand<T> first, Operand<T> second, int m, Start<T> start, ref T c, nint cRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        WorkCount.MultiplyAdds += (long)m * (first.Depth + second.Depth) * first.Columns;
        if (Vector512.IsHardwareAccelerated)
        {
            Multiply<T, Wide<T>>(first, second, m, start, ref c, cRow);
        }
        else
        {
            Multiply<T, Narrow<T>>(first, second, m, start, ref c, cRow);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply<T, V>(Operand<T> first, Operand<T> second, int m, Start<T> start, ref T c, nint cRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct, IVector<V, T>
    {
        int from = 0;
        if (m <= FewRows)
        {
            from = RowByRow<T, V>(first, m, start, ref c, cRow);
            if (second.Depth > 0)
            {
                RowByRow<T, V>(second, m, new Start<T>(ref c, cRow, 1), ref c, cRow);
            }
        }

        int n = first.Columns;
        bool together = first.Depth + second.Depth <= PairDepth;
        for (int i = 0; i < m; i += Height)
        {
            int height = Math.Min(Height, m - i);
            for (int j = from; j < n; j += 2 * V.Count)
            {
                int columns = n - j;
                int width = columns > V.Count ? 2 * V.Count : V.Count;
                ref T to = ref Unsafe.Add(ref c, (i * cRow) + j);
                if (together)
                {
                    Rows<T, V>(first.At(i, j, 0, width, first.Depth), second.At(i, j, 0, width, second.Depth), height, columns, start.At(i, j), ref to, cRow);
                }
                else
                {
                    Panel<T, V>(first, i, j, width, height, columns, start.At(i, j), ref to, cRow);
                    if (second.Depth > 0)
                    {
                        Panel<T, V>(second, i, j, width, height, columns, new Start<T>(ref to, cRow, 1), ref to, cRow);
                    }
                }
            }
        }
    }

    // all panels in groups of four that a few rows can take together; returns the first column that is left
    private static int RowByRow<T, V>(Operand<T> operand, int m, Start<T> start, ref T c, nint cRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct, IVector<V, T>
    {
        int group = 8 * V.Count;
        int end = operand.Columns / group * group;
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < end; j += group)
            {
                var factors = operand.At(i, j, 0, 2 * V.Count, operand.Depth);
                nint panel = (nint)factors.K * 2 * V.Count;
                Tile.RunRow<T, V>(ref factors.A, factors.AColumn, ref factors.B, panel, factors.K, ref start.At(i, j).First, ref Unsafe.Add(ref c, (i * cRow) + j));
            }
        }

        return end;
    }

    // some rows of C against one panel, a part of k after the other
    private static void Panel<T, V>(
        Operand<T> operand, int i, int j, int width, int rows, int columns, Start<T> start, ref T c, nint cRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct, IVector<V, T>
    {
        bool far = (long)operand.Depth * operand.Columns * Unsafe.SizeOf<T>() > Far && columns >= 2 * V.Count && V.TileRows == 8;
        int p = 0;
        do
        {
            int depth = Math.Min(Depth, operand.Depth - p);
            var factors = operand.At(i, j, p, width, depth);
            var from = p == 0 ? start : new Start<T>(ref c, cRow, 1);
            if (far)
            {
                FarRows<T, V>(factors, rows, columns, from, ref c, cRow);
            }
            else
            {
                Rows<T, V>(factors, default, rows, columns, from, ref c, cRow);
            }

            p += Depth;
        }
        while (p < operand.Depth);
    }

    // some rows of C, a tile after the other
    private static void Rows<T, V>(Factors<T> first, Factors<T> second, int m, int columns, Start<T> start, ref T c, nint cRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct, IVector<V, T>
    {
        for (int i = 0; i < m; i += V.TileRows)
        {
            int rows = Math.Min(V.TileRows, m - i);
            Tiles.Run<T, V>(rows, columns, first.FromRow(i), second.FromRow(i), start.At(i, 0), ref Unsafe.Add(ref c, i * cRow), cRow);
        }
    }

    // the same, where a full tile asks for its share of what follows the panel
    private static void FarRows<T, V>(Factors<T> factors, int m, int columns, Start<T> start, ref T c, nint cRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct, IVector<V, T>
    {
        int tiles = Math.Max(1, m / 8);
        nint panel = (nint)factors.K * 2 * V.Count;
        ref T next = ref Unsafe.Add(ref factors.B, panel);
        for (int i = 0; i < m; i += 8)
        {
            int rows = Math.Min(8, m - i);
            ref T to = ref Unsafe.Add(ref c, i * cRow);
            var part = factors.FromRow(i);
            var from = start.At(i, 0);
            if (rows == 8)
            {
                var ahead = new Ahead<T>(ref Unsafe.Add(ref next, i / 8 * (panel / tiles)), 2 * V.Count / tiles);
                Tile.Run<T, V, Eight, Two, One>(part, default, ref from.First, from.Row, ref to, cRow, ahead);
            }
            else
            {
                Tiles.Run<T, V>(rows, columns, part, default, from, ref to, cRow);
            }
        }
    }

    // a matrix A, element (i,p) at a[i row + p column], and the matrix that it is multiplied with; default: an empty product
    private readonly ref struct Operand<T>(ReadOnlySpan<T> a, nint row, nint column, PackedMatrix<T> b)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly ref T _a = ref MemoryMarshal.GetReference(a);
        private readonly ref T _b = ref MemoryMarshal.GetReference(b.Data);
        private readonly nint _row = row;
        private readonly nint _column = column;

        public readonly int Depth = b.Rows;

        public readonly int Columns = b.Columns;

        // rows from i on, depth steps of k from p on, in the panel at column j
        public Factors<T> At(int i, int j, int p, int width, int depth)
        {
            if (depth == 0)
            {
                return default;
            }

            ref T panel = ref Unsafe.Add(ref _b, ((nint)j * Depth) + ((nint)p * width));
            return new(ref Unsafe.Add(ref _a, (i * _row) + (p * _column)), _row, _column, ref panel, depth);
        }
    }
}
