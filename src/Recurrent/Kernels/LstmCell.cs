using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Recurrent;

/// <summary>
/// The element-wise part of an LSTM step, forward and backward, in one pass over the rows of a batch. The equations are those
/// of chapter 3 and of Lstm.cs. A row's last vector may reach over its end: it is read as it stands and written lane by lane.
/// </summary>
// gates, da [rows,4H] = i, f, g, o side by side    all others [rows,H]
internal static class LstmCell
{
    // rows that go through all parts together
    private const int Together = 8;

    /// <summary>gates: in a, out the gates; C_t, phi(C_t) and h_t are overwritten.</summary>
    public static void Forward<T>(
        Activation sigma, Activation phi, Span<T> gates, ReadOnlySpan<T> cPrevious, Span<T> c, Span<T> phiC, Span<T> h, int rows, int units)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        ref T gates0 = ref MemoryMarshal.GetReference(gates);
        ref T before = ref MemoryMarshal.GetReference(cPrevious);
        ref T c0 = ref MemoryMarshal.GetReference(c);
        ref T phiC0 = ref MemoryMarshal.GetReference(phiC);
        ref T h0 = ref MemoryMarshal.GetReference(h);
        bool usual = sigma == Activation.Sigmoid && phi == Activation.Tanh;
        AnyFunction<T> anySigma = new(sigma), anyPhi = new(phi);
        if (Vector512.IsHardwareAccelerated)
        {
            if (usual)
            {
                Forward<T, Wide<T>, Sigmoid<T>, Tanh<T>>(default, default, ref gates0, ref before, ref c0, ref phiC0, ref h0, rows, units);
            }
            else
            {
                Forward<T, Wide<T>, AnyFunction<T>, AnyFunction<T>>(anySigma, anyPhi, ref gates0, ref before, ref c0, ref phiC0, ref h0, rows, units);
            }
        }
        else if (usual)
        {
            Forward<T, Narrow<T>, Sigmoid<T>, Tanh<T>>(default, default, ref gates0, ref before, ref c0, ref phiC0, ref h0, rows, units);
        }
        else
        {
            Forward<T, Narrow<T>, AnyFunction<T>, AnyFunction<T>>(anySigma, anyPhi, ref gates0, ref before, ref c0, ref phiC0, ref h0, rows, units);
        }
    }

    /// <summary>
    /// dh and dcNext are dL/dh_t and what step t + 1 sends to C_t; da, which may be the gates, dC and dcPrevious, what step t
    /// sends to C_{t-1}, are overwritten.
    /// </summary>
    public static void Backward<T>(
        Activation sigma, Activation phi, ReadOnlySpan<T> gates, ReadOnlySpan<T> cPrevious, ReadOnlySpan<T> phiC,
        ReadOnlySpan<T> dh, ReadOnlySpan<T> dcNext, Span<T> da, Span<T> dC, Span<T> dcPrevious, int rows, int units)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var memory = new BackwardMemory<T>(gates, cPrevious, phiC, dh, dcNext, da, dC, dcPrevious);
        bool usual = sigma == Activation.Sigmoid && phi == Activation.Tanh;
        AnyFunction<T> anySigma = new(sigma), anyPhi = new(phi);
        if (Vector512.IsHardwareAccelerated)
        {
            if (usual)
            {
                Backward<T, Wide<T>, Sigmoid<T>, Tanh<T>>(default, default, memory, rows, units);
            }
            else
            {
                Backward<T, Wide<T>, AnyFunction<T>, AnyFunction<T>>(anySigma, anyPhi, memory, rows, units);
            }
        }
        else if (usual)
        {
            Backward<T, Narrow<T>, Sigmoid<T>, Tanh<T>>(default, default, memory, rows, units);
        }
        else
        {
            Backward<T, Narrow<T>, AnyFunction<T>, AnyFunction<T>>(anySigma, anyPhi, memory, rows, units);
        }
    }

    // some rows at a time, so that they are still in the first cache when their next part is due
    private static void Forward<T, V, FSigma, FPhi>(
        FSigma sigma, FPhi phi, ref T gates, ref T cPrevious, ref T c, ref T phiC, ref T h, int rows, nint units)
        where T : unmanaged
        where V : struct, IVector<V, T>
        where FSigma : struct, IFunction<T>
        where FPhi : struct, IFunction<T>
    {
        for (nint b = 0; b < rows; b += Together)
        {
            int count = (int)Math.Min(Together, rows - b);
            ref T first = ref Unsafe.Add(ref gates, 4 * b * units);
            Activate.Rows<T, V, FSigma>(sigma, ref first, count, 4 * units, 2 * units); // (3.11), (3.12)
            Activate.Rows<T, V, FPhi>(phi, ref Unsafe.Add(ref first, 2 * units), count, 4 * units, units); // (3.14)
            Activate.Rows<T, V, FSigma>(sigma, ref Unsafe.Add(ref first, 3 * units), count, 4 * units, units); // (3.13)
            nint at = b * units;
            Cell<T, V, FPhi>(
                phi, ref first, ref Unsafe.Add(ref cPrevious, at), ref Unsafe.Add(ref c, at), ref Unsafe.Add(ref phiC, at), ref Unsafe.Add(ref h, at), count, units);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Cell<T, V, FPhi>(FPhi phi, ref T gates, ref T cPrevious, ref T c, ref T phiC, ref T h, int rows, nint units)
        where T : unmanaged
        where V : struct, IVector<V, T>
        where FPhi : struct, IFunction<T>
    {
        for (int b = 0; b < rows; b++)
        {
            for (nint k = 0; k < units; k += V.Count)
            {
                var i = V.Load(ref gates, k);
                var f = V.Load(ref gates, units + k);
                var g = V.Load(ref gates, (2 * units) + k);
                var C_t = V.MultiplyAdd(i, g, f * V.Load(ref cPrevious, k)); // (3.15)
                var phi_C = phi.Of(C_t);
                var h_t = V.Load(ref gates, (3 * units) + k) * phi_C; // (3.16)
                int there = (int)(units - k);
                Lanes.StoreFirst(C_t, there, ref c, k);
                Lanes.StoreFirst(phi_C, there, ref phiC, k);
                Lanes.StoreFirst(h_t, there, ref h, k);
            }

            gates = ref Unsafe.Add(ref gates, 4 * units);
            cPrevious = ref Unsafe.Add(ref cPrevious, units);
            c = ref Unsafe.Add(ref c, units);
            phiC = ref Unsafe.Add(ref phiC, units);
            h = ref Unsafe.Add(ref h, units);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Backward<T, V, FSigma, FPhi>(FSigma sigma, FPhi phi, in BackwardMemory<T> memory, int rows, nint units)
        where T : unmanaged
        where V : struct, IVector<V, T>
        where FSigma : struct, IFunction<T>
        where FPhi : struct, IFunction<T>
    {
        ref T gates = ref memory.Gates;
        ref T cPrevious = ref memory.CPrevious;
        ref T phiC = ref memory.PhiC;
        ref T dh = ref memory.Dh;
        ref T dcNext = ref memory.DcNext;
        ref T da = ref memory.Da;
        ref T dC = ref memory.DC;
        ref T dcPrevious = ref memory.DcPrevious;
        for (int b = 0; b < rows; b++)
        {
            for (nint k = 0; k < units; k += V.Count)
            {
                var i = V.Load(ref gates, k);
                var f = V.Load(ref gates, units + k);
                var g = V.Load(ref gates, (2 * units) + k);
                var o = V.Load(ref gates, (3 * units) + k);
                var phi_C = V.Load(ref phiC, k);
                var dh_t = V.Load(ref dh, k);
                var dC_t = V.MultiplyAdd(dh_t * o, phi.Slope(phi_C), V.Load(ref dcNext, k)); // (3.17)
                var da_o = dh_t * phi_C * sigma.Slope(o); // (3.18), (3.22)
                var da_i = dC_t * g * sigma.Slope(i); // (3.19), (3.22)
                var da_f = dC_t * V.Load(ref cPrevious, k) * sigma.Slope(f); // (3.20), (3.22)
                var da_g = dC_t * i * phi.Slope(g); // (3.21), (3.22)
                var dC_before = dC_t * f; // the second term of (3.17) for step t - 1
                int there = (int)(units - k);
                Lanes.StoreFirst(da_i, there, ref da, k);
                Lanes.StoreFirst(da_f, there, ref da, units + k);
                Lanes.StoreFirst(da_g, there, ref da, (2 * units) + k);
                Lanes.StoreFirst(da_o, there, ref da, (3 * units) + k);
                Lanes.StoreFirst(dC_t, there, ref dC, k);
                Lanes.StoreFirst(dC_before, there, ref dcPrevious, k);
            }

            gates = ref Unsafe.Add(ref gates, 4 * units);
            da = ref Unsafe.Add(ref da, 4 * units);
            cPrevious = ref Unsafe.Add(ref cPrevious, units);
            phiC = ref Unsafe.Add(ref phiC, units);
            dh = ref Unsafe.Add(ref dh, units);
            dcNext = ref Unsafe.Add(ref dcNext, units);
            dC = ref Unsafe.Add(ref dC, units);
            dcPrevious = ref Unsafe.Add(ref dcPrevious, units);
        }
    }

    private readonly ref struct BackwardMemory<T>(
        ReadOnlySpan<T> gates, ReadOnlySpan<T> cPrevious, ReadOnlySpan<T> phiC, ReadOnlySpan<T> dh, ReadOnlySpan<T> dcNext, Span<T> da, Span<T> dC, Span<T> dcPrevious)
    {
        public readonly ref T Gates = ref MemoryMarshal.GetReference(gates);
        public readonly ref T CPrevious = ref MemoryMarshal.GetReference(cPrevious);
        public readonly ref T PhiC = ref MemoryMarshal.GetReference(phiC);
        public readonly ref T Dh = ref MemoryMarshal.GetReference(dh);
        public readonly ref T DcNext = ref MemoryMarshal.GetReference(dcNext);
        public readonly ref T Da = ref MemoryMarshal.GetReference(da);
        public readonly ref T DC = ref MemoryMarshal.GetReference(dC);
        public readonly ref T DcPrevious = ref MemoryMarshal.GetReference(dcPrevious);
    }
}
