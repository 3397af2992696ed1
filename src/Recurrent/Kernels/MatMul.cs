using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Recurrent;

/// <summary>
/// Matrix product that adds to its destination. An element of C is one chain of fused multiply-adds that starts from its
/// old value and takes k = 0, 1, ...; vectors run along the rows of C. So neither the width of the vectors nor the tiling
/// changes a bit.
/// </summary>
internal static class MatMul
{
    // Steps of k taken at a time, so that a panel of B fits into the first cache.
    private const int Depth = 256;

    /// <summary>
    /// C[m,n] += A[m,k] B[k,n]. Element (i,p) of A stands at a[i aRow + p aColumn], so a transposed A is read in place;
    /// rows of B and C are bRow and cRow apart.
    /// </summary>
    public static void Add<T>(
        ReadOnlySpan<T> a, int aRow, int aColumn, ReadOnlySpan<T> b, int bRow, int m, int k, int n, Span<T> c, int cRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (m == 0 || n == 0 || k == 0)
        {
            return;
        }

        Check(a.Length, ((m - 1) * aRow) + ((k - 1) * aColumn) + 1, nameof(a));
        Check(b.Length, ((k - 1) * bRow) + n, nameof(b));
        Check(c.Length, ((m - 1) * cRow) + n, nameof(c));
        ref T a0 = ref MemoryMarshal.GetReference(a);
        ref T b0 = ref MemoryMarshal.GetReference(b);
        ref T c0 = ref MemoryMarshal.GetReference(c);

        for (int p = 0; p < k; p += Depth)
        {
            Block(ref Unsafe.Add(ref a0, p * aColumn), aRow, aColumn, ref Unsafe.Add(ref b0, p * bRow), bRow, m, Math.Min(Depth, k - p), n, ref c0, cRow);
        }
    }

    /// <summary>C[m,n] += A[m,k] B[k,n], all three contiguous.</summary>
    public static void Add<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int m, int k, int n, Span<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Add(a, k, 1, b, n, m, k, n, c, n);
    }

    /// <summary>C[m,n] += transpose of A[k,m] times B[k,n], all three contiguous.</summary>
    public static void AddTransposed<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b, int m, int k, int n, Span<T> c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Add(a, 1, m, b, n, m, k, n, c, n);
    }

    private static void Check(int length, int needed, string name)
    {
        if (length < needed)
        {
            throw new ArgumentException($"The matrix has {length} elements; the sizes given need {needed}.", name);
        }
    }

    // One stretch of k. With several rows of A, a panel of B two vectors wide is first copied together: its rows, a power
    // of two apart, would drive each other out of the cache.
    [SkipLocalsInit]
    private static void Block<T>(ref T a, int aRow, int aColumn, ref T b, int bRow, int m, int k, int n, ref T c, int cRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = Vector<T>.Count;
        bool pack = m >= 8;
        Span<T> panel = stackalloc T[pack ? k * 2 * width : 0];
        int j = 0;
        for (; j + (2 * width) <= n; j += 2 * width)
        {
            if (pack)
            {
                Pack(ref Unsafe.Add(ref b, j), bRow, k, panel);
            }

            scoped ref T columns = ref pack ? ref MemoryMarshal.GetReference(panel) : ref Unsafe.Add(ref b, j);
            int stride = pack ? 2 * width : bRow;

            int i = 0;
            for (; i + 4 <= m; i += 4)
            {
                Tile4x2(ref Unsafe.Add(ref a, i * aRow), aRow, aColumn, ref columns, stride, k, ref Unsafe.Add(ref c, (i * cRow) + j), cRow);
            }

            for (; i < m; i++)
            {
                Tile1x2(ref Unsafe.Add(ref a, i * aRow), aColumn, ref columns, stride, k, ref Unsafe.Add(ref c, (i * cRow) + j));
            }
        }

        for (; j + width <= n; j += width)
        {
            for (int i = 0; i < m; i++)
            {
                Tile1x1(ref Unsafe.Add(ref a, i * aRow), aColumn, ref Unsafe.Add(ref b, j), bRow, k, ref Unsafe.Add(ref c, (i * cRow) + j));
            }
        }

        for (; j < n; j++)
        {
            int i = 0;
            for (; i + 4 <= m; i += 4)
            {
                Elements4(ref Unsafe.Add(ref a, i * aRow), aRow, aColumn, ref Unsafe.Add(ref b, j), bRow, k, ref Unsafe.Add(ref c, (i * cRow) + j), cRow);
            }

            for (; i < m; i++)
            {
                Element(ref Unsafe.Add(ref a, i * aRow), aColumn, ref Unsafe.Add(ref b, j), bRow, k, ref Unsafe.Add(ref c, (i * cRow) + j));
            }
        }
    }

    private static void Pack<T>(ref T b, int bRow, int k, Span<T> panel)
        where T : unmanaged
    {
        nuint width = (nuint)Vector<T>.Count;
        ref T to = ref MemoryMarshal.GetReference(panel);
        for (int p = 0; p < k; p++)
        {
            Vector.LoadUnsafe(ref b).StoreUnsafe(ref to);
            Vector.LoadUnsafe(ref b, width).StoreUnsafe(ref to, width);
            b = ref Unsafe.Add(ref b, bRow);
            to = ref Unsafe.Add(ref to, 2 * width);
        }
    }

    private static void Tile4x2<T>(ref T a, int aRow, int aColumn, ref T b, int bRow, int k, ref T c, int cRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nuint width = (nuint)Vector<T>.Count;
        ref T c1 = ref Unsafe.Add(ref c, cRow);
        ref T c2 = ref Unsafe.Add(ref c1, cRow);
        ref T c3 = ref Unsafe.Add(ref c2, cRow);
        ref T a1 = ref Unsafe.Add(ref a, aRow);
        ref T a2 = ref Unsafe.Add(ref a1, aRow);
        ref T a3 = ref Unsafe.Add(ref a2, aRow);
        var s00 = Vector.LoadUnsafe(ref c);
        var s01 = Vector.LoadUnsafe(ref c, width);
        var s10 = Vector.LoadUnsafe(ref c1);
        var s11 = Vector.LoadUnsafe(ref c1, width);
        var s20 = Vector.LoadUnsafe(ref c2);
        var s21 = Vector.LoadUnsafe(ref c2, width);
        var s30 = Vector.LoadUnsafe(ref c3);
        var s31 = Vector.LoadUnsafe(ref c3, width);
        nint at = 0;
        for (int p = 0; p < k; p++)
        {
            var b0 = Vector.LoadUnsafe(ref b);
            var b1 = Vector.LoadUnsafe(ref b, width);
            var x = new Vector<T>(Unsafe.Add(ref a, at));
            s00 = Lanes.MultiplyAdd(x, b0, s00);
            s01 = Lanes.MultiplyAdd(x, b1, s01);
            x = new Vector<T>(Unsafe.Add(ref a1, at));
            s10 = Lanes.MultiplyAdd(x, b0, s10);
            s11 = Lanes.MultiplyAdd(x, b1, s11);
            x = new Vector<T>(Unsafe.Add(ref a2, at));
            s20 = Lanes.MultiplyAdd(x, b0, s20);
            s21 = Lanes.MultiplyAdd(x, b1, s21);
            x = new Vector<T>(Unsafe.Add(ref a3, at));
            s30 = Lanes.MultiplyAdd(x, b0, s30);
            s31 = Lanes.MultiplyAdd(x, b1, s31);
            at += aColumn;
            b = ref Unsafe.Add(ref b, bRow);
        }

        s00.StoreUnsafe(ref c);
        s01.StoreUnsafe(ref c, width);
        s10.StoreUnsafe(ref c1);
        s11.StoreUnsafe(ref c1, width);
        s20.StoreUnsafe(ref c2);
        s21.StoreUnsafe(ref c2, width);
        s30.StoreUnsafe(ref c3);
        s31.StoreUnsafe(ref c3, width);
    }

    private static void Tile1x2<T>(ref T a, int aColumn, ref T b, int bRow, int k, ref T c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        nuint width = (nuint)Vector<T>.Count;
        var s0 = Vector.LoadUnsafe(ref c);
        var s1 = Vector.LoadUnsafe(ref c, width);
        for (int p = 0; p < k; p++)
        {
            var x = new Vector<T>(a);
            s0 = Lanes.MultiplyAdd(x, Vector.LoadUnsafe(ref b), s0);
            s1 = Lanes.MultiplyAdd(x, Vector.LoadUnsafe(ref b, width), s1);
            a = ref Unsafe.Add(ref a, aColumn);
            b = ref Unsafe.Add(ref b, bRow);
        }

        s0.StoreUnsafe(ref c);
        s1.StoreUnsafe(ref c, width);
    }

    private static void Tile1x1<T>(ref T a, int aColumn, ref T b, int bRow, int k, ref T c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var s = Vector.LoadUnsafe(ref c);
        for (int p = 0; p < k; p++)
        {
            s = Lanes.MultiplyAdd(new Vector<T>(a), Vector.LoadUnsafe(ref b), s);
            a = ref Unsafe.Add(ref a, aColumn);
            b = ref Unsafe.Add(ref b, bRow);
        }

        s.StoreUnsafe(ref c);
    }

    private static void Elements4<T>(ref T a, int aRow, int aColumn, ref T b, int bRow, int k, ref T c, int cRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T a1 = ref Unsafe.Add(ref a, aRow);
        ref T a2 = ref Unsafe.Add(ref a1, aRow);
        ref T a3 = ref Unsafe.Add(ref a2, aRow);
        T s0 = c, s1 = Unsafe.Add(ref c, cRow), s2 = Unsafe.Add(ref c, 2 * cRow), s3 = Unsafe.Add(ref c, 3 * cRow);
        nint at = 0;
        for (int p = 0; p < k; p++)
        {
            s0 = T.FusedMultiplyAdd(Unsafe.Add(ref a, at), b, s0);
            s1 = T.FusedMultiplyAdd(Unsafe.Add(ref a1, at), b, s1);
            s2 = T.FusedMultiplyAdd(Unsafe.Add(ref a2, at), b, s2);
            s3 = T.FusedMultiplyAdd(Unsafe.Add(ref a3, at), b, s3);
            at += aColumn;
            b = ref Unsafe.Add(ref b, bRow);
        }

        c = s0;
        Unsafe.Add(ref c, cRow) = s1;
        Unsafe.Add(ref c, 2 * cRow) = s2;
        Unsafe.Add(ref c, 3 * cRow) = s3;
    }

    private static void Element<T>(ref T a, int aColumn, ref T b, int bRow, int k, ref T c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var s = c;
        for (int p = 0; p < k; p++)
        {
            s = T.FusedMultiplyAdd(a, b, s);
            a = ref Unsafe.Add(ref a, aColumn);
            b = ref Unsafe.Add(ref b, bRow);
        }

        c = s;
    }
}
