using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Recurrent;

/// <summary>
/// How a matrix B [k,n] is laid out for the product: panels of two vectors' width side by side, the last one a single vector
/// wide where that is enough, missing columns zero. A panel holds its k rows one after the other, so that the product reads
/// it from start to end and it stays in the first cache.
/// </summary>
internal static class Panels
{
    /// <summary>Elements of a vector on this machine.</summary>
    public static int VectorLength<T>()
        where T : unmanaged
    {
        return Vector512.IsHardwareAccelerated ? Vector512<T>.Count : System.Numerics.Vector<T>.Count;
    }

    public static int Width<T>()
        where T : unmanaged
    {
        return 2 * VectorLength<T>();
    }

    public static int Count<T>(int n)
        where T : unmanaged
    {
        return (n + Width<T>() - 1) / Width<T>();
    }

    /// <summary>Elements that a row of the panels takes up in all.</summary>
    public static int PaddedColumns<T>(int n)
        where T : unmanaged
    {
        int vector = VectorLength<T>();
        return (n + vector - 1) / vector * vector;
    }

    /// <summary>Columns of panel j with its padding: two vectors, or one.</summary>
    public static int WidthOf<T>(int j, int n)
        where T : unmanaged
    {
        return Math.Min(Width<T>(), PaddedColumns<T>(n) - (j * Width<T>()));
    }

    /// <summary>
    /// Copies rows of a row-major source, rowStride apart, to a panel; columns of them exist, the rest of the width becomes zero.
    /// </summary>
    public static void CopyRows<T>(ref T source, nint rowStride, int rows, int columns, ref T panel, int width)
        where T : unmanaged
    {
        if (columns == width)
        {
            CopyWhole(ref source, rowStride, rows, ref panel, width);
            return;
        }

        for (int p = 0; p < rows; p++)
        {
            var to = MemoryMarshal.CreateSpan(ref panel, width);
            MemoryMarshal.CreateReadOnlySpan(ref source, columns).CopyTo(to);
            to[columns..].Clear();
            source = ref Unsafe.Add(ref source, rowStride);
            panel = ref Unsafe.Add(ref panel, width);
        }
    }

    /// <summary>As <see cref="CopyRows"/>, from a source that stands the other way: element (p,j) at source[p + j columnStride].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void CopyColumns<T>(ref T source, nint columnStride, int rows, int columns, ref T panel, int width)
        where T : unmanaged
    {
        int whole = typeof(T) == typeof(float) && Sse.IsSupported ? rows & ~3 : 0;
        for (int p = 0; p < whole; p += 4)
        {
            int j = 0;
            for (; j + 4 <= columns; j += 4)
            {
                ref float from = ref Unsafe.As<T, float>(ref Unsafe.Add(ref source, p + (j * columnStride)));
                Turn(ref from, columnStride, ref Unsafe.As<T, float>(ref Unsafe.Add(ref panel, (p * width) + j)), width);
            }

            CopyElements(ref Unsafe.Add(ref source, p), columnStride, 4, j, columns, ref Unsafe.Add(ref panel, p * width), width);
        }

        CopyElements(ref Unsafe.Add(ref source, whole), columnStride, rows - whole, 0, columns, ref Unsafe.Add(ref panel, whole * width), width);
    }

    // columns [first, columns) of some rows one by one, and zeros up to the width
    private static void CopyElements<T>(ref T source, nint columnStride, int rows, int first, int columns, ref T panel, int width)
        where T : unmanaged
    {
        for (int p = 0; p < rows; p++)
        {
            ref T from = ref Unsafe.Add(ref source, p + (first * columnStride));
            for (int j = first; j < columns; j++)
            {
                Unsafe.Add(ref panel, (p * width) + j) = from;
                from = ref Unsafe.Add(ref from, columnStride);
            }

            for (int j = columns; j < width; j++)
            {
                Unsafe.Add(ref panel, (p * width) + j) = default;
            }
        }
    }

    // a block of four by four
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(ref float from, nint stride, ref float to, nint width)
    {
        var a = Vector128.LoadUnsafe(ref from);
        var b = Vector128.LoadUnsafe(ref from, (nuint)stride);
        var c = Vector128.LoadUnsafe(ref from, (nuint)(2 * stride));
        var d = Vector128.LoadUnsafe(ref from, (nuint)(3 * stride));
        Vector128<float> abLow = Sse.UnpackLow(a, b), abHigh = Sse.UnpackHigh(a, b), cdLow = Sse.UnpackLow(c, d), cdHigh = Sse.UnpackHigh(c, d);
        Sse.MoveLowToHigh(abLow, cdLow).StoreUnsafe(ref to);
        Sse.MoveHighToLow(cdLow, abLow).StoreUnsafe(ref to, (nuint)width);
        Sse.MoveLowToHigh(abHigh, cdHigh).StoreUnsafe(ref to, (nuint)(2 * width));
        Sse.MoveHighToLow(cdHigh, abHigh).StoreUnsafe(ref to, (nuint)(3 * width));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void CopyWhole<T>(ref T source, nint rowStride, int rows, ref T panel, int width)
        where T : unmanaged
    {
        if (Vector512.IsHardwareAccelerated && width == Vector512<T>.Count * 2)
        {
            // the usual panel
            nuint half = (nuint)Vector512<T>.Count;
            for (int p = 0; p < rows; p++)
            {
                Vector512.LoadUnsafe(ref source).StoreUnsafe(ref panel);
                Vector512.LoadUnsafe(ref source, half).StoreUnsafe(ref panel, half);
                source = ref Unsafe.Add(ref source, rowStride);
                panel = ref Unsafe.Add(ref panel, width);
            }

            return;
        }

        for (int p = 0; p < rows; p++)
        {
            MemoryMarshal.CreateReadOnlySpan(ref source, width).CopyTo(MemoryMarshal.CreateSpan(ref panel, width));
            source = ref Unsafe.Add(ref source, rowStride);
            panel = ref Unsafe.Add(ref panel, width);
        }
    }
}
