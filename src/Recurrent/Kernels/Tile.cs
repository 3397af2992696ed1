using System.Runtime.CompilerServices;

namespace Recurrent;

/// <summary>
/// The innermost part of the matrix product: some rows of C, one or two vectors wide, held in registers while k runs. An
/// element is one chain of fused multiply-adds over k = 0, 1, ..., so no tiling and no width changes a bit of it.
/// </summary>
internal static class Tile
{
    /// <summary>
    /// C = start + the first product + the second, if there is one, in one chain. Rows of start and of C are startRow and cRow
    /// apart; start may be C itself. With F above zero, C and what is wanted next are asked for while the sums run.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Run<T, V, R, W, F>(in Factors<T> first, in Factors<T> second, ref T start, nint startRow, ref T c, nint cRow, Ahead<T> ahead)
        where V : struct, IVector<V, T>
        where R : struct, INumber
        where W : struct, INumber
        where F : struct, INumber
    {
        nint width = V.Count;
        V s00 = default, s01 = default;
        V s10 = default, s11 = default;
        V s20 = default, s21 = default;
        V s30 = default, s31 = default;
        V s40 = default, s41 = default;
        V s50 = default, s51 = default;
        V s60 = default, s61 = default;
        V s70 = default, s71 = default;
        s00 = V.Load(ref start, 0);
        s01 = W.Value > 1 ? V.Load(ref start, width) : default;

        if (R.Value > 1)
        {
            start = ref Unsafe.Add(ref start, startRow);
            s10 = V.Load(ref start, 0);
            s11 = W.Value > 1 ? V.Load(ref start, width) : default;
        }

        if (R.Value > 2)
        {
            start = ref Unsafe.Add(ref start, startRow);
            s20 = V.Load(ref start, 0);
            s21 = W.Value > 1 ? V.Load(ref start, width) : default;
        }

        if (R.Value > 3)
        {
            start = ref Unsafe.Add(ref start, startRow);
            s30 = V.Load(ref start, 0);
            s31 = W.Value > 1 ? V.Load(ref start, width) : default;
        }

        if (R.Value > 4)
        {
            start = ref Unsafe.Add(ref start, startRow);
            s40 = V.Load(ref start, 0);
            s41 = W.Value > 1 ? V.Load(ref start, width) : default;
        }

        if (R.Value > 5)
        {
            start = ref Unsafe.Add(ref start, startRow);
            s50 = V.Load(ref start, 0);
            s51 = W.Value > 1 ? V.Load(ref start, width) : default;
        }

        if (R.Value > 6)
        {
            start = ref Unsafe.Add(ref start, startRow);
            s60 = V.Load(ref start, 0);
            s61 = W.Value > 1 ? V.Load(ref start, width) : default;
        }

        if (R.Value > 7)
        {
            start = ref Unsafe.Add(ref start, startRow);
            s70 = V.Load(ref start, 0);
            s71 = W.Value > 1 ? V.Load(ref start, width) : default;
        }

        ref T next = ref ahead.First;
        if (F.Value > 0)
        {
            for (int i = 0; i < R.Value; i++)
            {
                Ahead.Fetch(ref Unsafe.Add(ref c, i * cRow));
                Ahead.Fetch(ref Unsafe.Add(ref c, (i * cRow) + width));
            }
        }

        ref readonly var factors = ref first;
        while (true)
        {
            ref T a = ref factors.A, b = ref factors.B;
            nint aRow = factors.ARow, aColumn = factors.AColumn;
            nint two = 2 * aRow, three = 3 * aRow;
            ref T a4 = ref Unsafe.Add(ref a, 4 * aRow);
            int k = factors.K;
            for (int p = 0; p < k; p++)
            {
                var b0 = V.Load(ref b, 0);
                var b1 = W.Value > 1 ? V.Load(ref b, width) : default;
                var x = V.Broadcast(a);
                s00 = V.MultiplyAdd(x, b0, s00);
                s01 = W.Value > 1 ? V.MultiplyAdd(x, b1, s01) : default;

                if (R.Value > 1)
                {
                    x = V.Broadcast(Unsafe.Add(ref a, aRow));
                    s10 = V.MultiplyAdd(x, b0, s10);
                    s11 = W.Value > 1 ? V.MultiplyAdd(x, b1, s11) : default;
                }

                if (R.Value > 2)
                {
                    x = V.Broadcast(Unsafe.Add(ref a, two));
                    s20 = V.MultiplyAdd(x, b0, s20);
                    s21 = W.Value > 1 ? V.MultiplyAdd(x, b1, s21) : default;
                }

                if (R.Value > 3)
                {
                    x = V.Broadcast(Unsafe.Add(ref a, three));
                    s30 = V.MultiplyAdd(x, b0, s30);
                    s31 = W.Value > 1 ? V.MultiplyAdd(x, b1, s31) : default;
                }

                if (R.Value > 4)
                {
                    x = V.Broadcast(a4);
                    s40 = V.MultiplyAdd(x, b0, s40);
                    s41 = W.Value > 1 ? V.MultiplyAdd(x, b1, s41) : default;
                }

                if (R.Value > 5)
                {
                    x = V.Broadcast(Unsafe.Add(ref a4, aRow));
                    s50 = V.MultiplyAdd(x, b0, s50);
                    s51 = W.Value > 1 ? V.MultiplyAdd(x, b1, s51) : default;
                }

                if (R.Value > 6)
                {
                    x = V.Broadcast(Unsafe.Add(ref a4, two));
                    s60 = V.MultiplyAdd(x, b0, s60);
                    s61 = W.Value > 1 ? V.MultiplyAdd(x, b1, s61) : default;
                }

                if (R.Value > 7)
                {
                    x = V.Broadcast(Unsafe.Add(ref a4, three));
                    s70 = V.MultiplyAdd(x, b0, s70);
                    s71 = W.Value > 1 ? V.MultiplyAdd(x, b1, s71) : default;
                }

                a = ref Unsafe.Add(ref a, aColumn);
                a4 = ref Unsafe.Add(ref a4, aColumn);
                b = ref Unsafe.Add(ref b, W.Value * width);
                if (F.Value > 0)
                {
                    next = ref Unsafe.Add(ref next, ahead.Step);
                    Ahead.Fetch(ref next);
                }
            }

            if (second.K == 0 || Unsafe.AreSame(in factors, in second))
            {
                break;
            }

            factors = ref second;
        }

        V.Store(s00, ref c, 0);
        if (W.Value > 1)
        {
            V.Store(s01, ref c, width);
        }

        if (R.Value > 1)
        {
            c = ref Unsafe.Add(ref c, cRow);
            V.Store(s10, ref c, 0);
            if (W.Value > 1)
            {
                V.Store(s11, ref c, width);
            }
        }

        if (R.Value > 2)
        {
            c = ref Unsafe.Add(ref c, cRow);
            V.Store(s20, ref c, 0);
            if (W.Value > 1)
            {
                V.Store(s21, ref c, width);
            }
        }

        if (R.Value > 3)
        {
            c = ref Unsafe.Add(ref c, cRow);
            V.Store(s30, ref c, 0);
            if (W.Value > 1)
            {
                V.Store(s31, ref c, width);
            }
        }

        if (R.Value > 4)
        {
            c = ref Unsafe.Add(ref c, cRow);
            V.Store(s40, ref c, 0);
            if (W.Value > 1)
            {
                V.Store(s41, ref c, width);
            }
        }

        if (R.Value > 5)
        {
            c = ref Unsafe.Add(ref c, cRow);
            V.Store(s50, ref c, 0);
            if (W.Value > 1)
            {
                V.Store(s51, ref c, width);
            }
        }

        if (R.Value > 6)
        {
            c = ref Unsafe.Add(ref c, cRow);
            V.Store(s60, ref c, 0);
            if (W.Value > 1)
            {
                V.Store(s61, ref c, width);
            }
        }

        if (R.Value > 7)
        {
            c = ref Unsafe.Add(ref c, cRow);
            V.Store(s70, ref c, 0);
            if (W.Value > 1)
            {
                V.Store(s71, ref c, width);
            }
        }
    }

    /// <summary>
    /// One row of C over four panels of two vectors, panelLength elements apart: eight sums at a time, where a single row of
    /// one panel would wait for each of its two.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void RunRow<T, V>(ref T a, nint aColumn, ref T b, nint panelLength, int k, ref T start, ref T c)
        where V : struct, IVector<V, T>
    {
        nint width = V.Count;
        ref T b2 = ref Unsafe.Add(ref b, 2 * panelLength);
        V s0 = V.Load(ref start, 0), s1 = V.Load(ref start, width), s2 = V.Load(ref start, 2 * width), s3 = V.Load(ref start, 3 * width);
        V s4 = V.Load(ref start, 4 * width), s5 = V.Load(ref start, 5 * width), s6 = V.Load(ref start, 6 * width), s7 = V.Load(ref start, 7 * width);
        for (int p = 0; p < k; p++)
        {
            var x = V.Broadcast(a);
            s0 = V.MultiplyAdd(x, V.Load(ref b, 0), s0);
            s1 = V.MultiplyAdd(x, V.Load(ref b, width), s1);
            s2 = V.MultiplyAdd(x, V.Load(ref b, panelLength), s2);
            s3 = V.MultiplyAdd(x, V.Load(ref b, panelLength + width), s3);
            s4 = V.MultiplyAdd(x, V.Load(ref b2, 0), s4);
            s5 = V.MultiplyAdd(x, V.Load(ref b2, width), s5);
            s6 = V.MultiplyAdd(x, V.Load(ref b2, panelLength), s6);
            s7 = V.MultiplyAdd(x, V.Load(ref b2, panelLength + width), s7);
            a = ref Unsafe.Add(ref a, aColumn);
            b = ref Unsafe.Add(ref b, 2 * width);
            b2 = ref Unsafe.Add(ref b2, 2 * width);
        }

        V.Store(s0, ref c, 0);
        V.Store(s1, ref c, width);
        V.Store(s2, ref c, 2 * width);
        V.Store(s3, ref c, 3 * width);
        V.Store(s4, ref c, 4 * width);
        V.Store(s5, ref c, 5 * width);
        V.Store(s6, ref c, 6 * width);
        V.Store(s7, ref c, 7 * width);
    }
}
