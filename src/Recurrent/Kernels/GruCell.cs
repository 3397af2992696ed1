using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Recurrent;

/// <summary>
/// The element-wise parts of a GRU step, each in one pass over the rows of a batch; the equations are those of Gru.cs. A row's
/// last vector may reach over its end: it is read as it stands and written lane by lane.
/// </summary>
// gates, da [rows,3H] = z, r, g side by side    bias [2H], of z and r on the state's side    all others [rows,H]
internal static class GruCell
{
    /// <summary>Reset after: gates, in a without the state's part of r q, out the gates; h_t is overwritten.</summary>
    public static void ForwardAfter<T>(
        Activation sigma, Activation phi, Span<T> gates, ReadOnlySpan<T> bias, ReadOnlySpan<T> q, ReadOnlySpan<T> hPrevious, Span<T> h, int rows, int units)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Run<T, After>(sigma, phi, new Step<T>(gates, q, hPrevious, h, bias, default, default, default), rows, units);
    }

    /// <summary>Reset before, first part: z and r in place of their a, and q = r h_{t-1}.</summary>
    public static void ForwardReset<T>(Activation sigma, Activation phi, Span<T> gates, ReadOnlySpan<T> hPrevious, Span<T> q, int rows, int units)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Run<T, Reset>(sigma, phi, new Step<T>(gates, q, hPrevious, default, default, default, default, default), rows, units);
    }

    /// <summary>Reset before, second part: g in place of its a, and h_t.</summary>
    public static void ForwardMix<T>(Activation sigma, Activation phi, Span<T> gates, ReadOnlySpan<T> hPrevious, Span<T> h, int rows, int units)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Run<T, Mix>(sigma, phi, new Step<T>(gates, default, hPrevious, h, default, default, default, default), rows, units);
    }

    /// <summary>Reset after: da, which may be the gates, dq, and the part dh_t z of dh_{t-1} are overwritten.</summary>
    public static void BackwardAfter<T>(
        Activation sigma, Activation phi, ReadOnlySpan<T> gates, ReadOnlySpan<T> q, ReadOnlySpan<T> hPrevious, ReadOnlySpan<T> dh,
        Span<T> da, Span<T> dq, Span<T> dhPrevious, int rows, int units)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Run<T, AfterBackward>(sigma, phi, new Step<T>(gates, q, hPrevious, dh, default, da, dq, dhPrevious), rows, units);
    }

    /// <summary>Reset before, first part: da of z and g, and the part dh_t z of dh_{t-1}; with da apart from the gates.</summary>
    public static void BackwardMix<T>(
        Activation sigma, Activation phi, ReadOnlySpan<T> gates, ReadOnlySpan<T> hPrevious, ReadOnlySpan<T> dh, Span<T> da, Span<T> dhPrevious, int rows, int units)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Run<T, MixBackward>(sigma, phi, new Step<T>(gates, default, hPrevious, dh, default, da, default, dhPrevious), rows, units);
    }

    /// <summary>Reset before, second part: da of r from dq, and the part dq r of dh_{t-1}, added.</summary>
    public static void BackwardReset<T>(
        Activation sigma, Activation phi, ReadOnlySpan<T> gates, ReadOnlySpan<T> hPrevious, Span<T> da, Span<T> dq, Span<T> dhPrevious, int rows, int units)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Run<T, ResetBackward>(sigma, phi, new Step<T>(gates, default, hPrevious, default, default, da, dq, dhPrevious), rows, units);
    }

    private static void Run<T, TPart>(Activation sigma, Activation phi, in Step<T> step, int rows, int units)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TPart : struct, IPart
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Run<T, Wide<T>, TPart>(sigma, phi, step, rows, units);
        }
        else
        {
            Run<T, Narrow<T>, TPart>(sigma, phi, step, rows, units);
        }
    }

    private static void Run<T, V, TPart>(Activation sigma, Activation phi, in Step<T> step, int rows, int units)
        where T : unmanaged
        where V : struct, IVector<V, T>
        where TPart : struct, IPart
    {
        if (sigma == Activation.Sigmoid && phi == Activation.Tanh)
        {
            Walk<T, V, TPart, Sigmoid<T>, Tanh<T>>(default, default, step, rows, units);
        }
        else
        {
            Walk<T, V, TPart, AnyFunction<T>, AnyFunction<T>>(new(sigma), new(phi), step, rows, units);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Walk<T, V, TPart, FSigma, FPhi>(FSigma sigma, FPhi phi, in Step<T> step, int rows, nint units)
        where T : unmanaged
        where V : struct, IVector<V, T>
        where TPart : struct, IPart
        where FSigma : struct, IFunction<T>
        where FPhi : struct, IFunction<T>
    {
        for (nint b = 0; b < rows; b++)
        {
            if (TPart.Opens)
            {
                Open<T, V, FSigma>(sigma, ref Unsafe.Add(ref step.Gates, 3 * b * units), ref step.Bias, 2 * units);
            }

            for (nint k = 0; k < units; k += V.Count)
            {
                TPart.At<T, V, FSigma, FPhi>(sigma, phi, step, b, k, units);
            }
        }
    }

    // z and r in place of their a, which still lack the bias on the state's side, or have it where there is none
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Open<T, V, FSigma>(FSigma sigma, ref T gates, ref T bias, nint length)
        where T : unmanaged
        where V : struct, IVector<V, T>
        where FSigma : struct, IFunction<T>
    {
        bool add = !Unsafe.IsNullRef(ref bias);
        for (nint k = 0; k < length; k += V.Count)
        {
            var a = V.Load(ref gates, k);
            if (add)
            {
                a += V.Load(ref bias, k);
            }

            Lanes.StoreFirst(sigma.Of(a), (int)(length - k), ref gates, k);
        }
    }

    // one vector of row b from unit k on
    private interface IPart
    {
        // whether the row's z and r are due first
        static abstract bool Opens { get; }

        static abstract void At<T, V, FSigma, FPhi>(FSigma sigma, FPhi phi, in Step<T> step, nint b, nint k, nint units)
            where T : unmanaged
            where V : struct, IVector<V, T>
            where FSigma : struct, IFunction<T>
            where FPhi : struct, IFunction<T>;
    }

    private readonly struct After : IPart
    {
        public static bool Opens => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void At<T, V, FSigma, FPhi>(FSigma sigma, FPhi phi, in Step<T> step, nint b, nint k, nint units)
            where T : unmanaged
            where V : struct, IVector<V, T>
            where FSigma : struct, IFunction<T>
            where FPhi : struct, IFunction<T>
        {
            nint gate = (3 * b * units) + k, at = (b * units) + k;
            int left = (int)(units - k);
            var z = V.Load(ref step.Gates, gate);
            var r = V.Load(ref step.Gates, gate + units);
            var g = phi.Of(V.MultiplyAdd(r, V.Load(ref step.Q, at), V.Load(ref step.Gates, gate + (2 * units))));
            var h = V.MultiplyAdd(z, V.Load(ref step.HPrevious, at), (V.Constant(1) - z) * g);
            Lanes.StoreFirst(g, left, ref step.Gates, gate + (2 * units));
            Lanes.StoreFirst(h, left, ref step.H, at);
        }
    }

    private readonly struct Reset : IPart
    {
        public static bool Opens => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void At<T, V, FSigma, FPhi>(FSigma sigma, FPhi phi, in Step<T> step, nint b, nint k, nint units)
            where T : unmanaged
            where V : struct, IVector<V, T>
            where FSigma : struct, IFunction<T>
            where FPhi : struct, IFunction<T>
        {
            nint gate = (3 * b * units) + k, at = (b * units) + k;
            int left = (int)(units - k);
            var r = V.Load(ref step.Gates, gate + units);
            Lanes.StoreFirst(r * V.Load(ref step.HPrevious, at), left, ref step.Q, at);
        }
    }

    private readonly struct Mix : IPart
    {
        public static bool Opens => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void At<T, V, FSigma, FPhi>(FSigma sigma, FPhi phi, in Step<T> step, nint b, nint k, nint units)
            where T : unmanaged
            where V : struct, IVector<V, T>
            where FSigma : struct, IFunction<T>
            where FPhi : struct, IFunction<T>
        {
            nint gate = (3 * b * units) + k, at = (b * units) + k;
            int left = (int)(units - k);
            var z = V.Load(ref step.Gates, gate);
            var g = phi.Of(V.Load(ref step.Gates, gate + (2 * units)));
            Lanes.StoreFirst(g, left, ref step.Gates, gate + (2 * units));
            Lanes.StoreFirst(V.MultiplyAdd(z, V.Load(ref step.HPrevious, at), (V.Constant(1) - z) * g), left, ref step.H, at);
        }
    }

    private readonly struct AfterBackward : IPart
    {
        public static bool Opens => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void At<T, V, FSigma, FPhi>(FSigma sigma, FPhi phi, in Step<T> step, nint b, nint k, nint units)
            where T : unmanaged
            where V : struct, IVector<V, T>
            where FSigma : struct, IFunction<T>
            where FPhi : struct, IFunction<T>
        {
            nint gate = (3 * b * units) + k, at = (b * units) + k;
            int left = (int)(units - k);
            var z = V.Load(ref step.Gates, gate);
            var r = V.Load(ref step.Gates, gate + units);
            var g = V.Load(ref step.Gates, gate + (2 * units));
            var dh = V.Load(ref step.H, at);
            var dz = dh * (V.Load(ref step.HPrevious, at) - g);
            var da_g = dh * (V.Constant(1) - z) * phi.Slope(g);
            var dr = da_g * V.Load(ref step.Q, at);
            Lanes.StoreFirst(dz * sigma.Slope(z), left, ref step.Da, gate);
            Lanes.StoreFirst(dr * sigma.Slope(r), left, ref step.Da, gate + units);
            Lanes.StoreFirst(da_g, left, ref step.Da, gate + (2 * units));
            Lanes.StoreFirst(da_g * r, left, ref step.Dq, at);
            Lanes.StoreFirst(dh * z, left, ref step.DhPrevious, at);
        }
    }

    private readonly struct MixBackward : IPart
    {
        public static bool Opens => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void At<T, V, FSigma, FPhi>(FSigma sigma, FPhi phi, in Step<T> step, nint b, nint k, nint units)
            where T : unmanaged
            where V : struct, IVector<V, T>
            where FSigma : struct, IFunction<T>
            where FPhi : struct, IFunction<T>
        {
            nint gate = (3 * b * units) + k, at = (b * units) + k;
            int left = (int)(units - k);
            var z = V.Load(ref step.Gates, gate);
            var g = V.Load(ref step.Gates, gate + (2 * units));
            var dh = V.Load(ref step.H, at);
            Lanes.StoreFirst((V.Load(ref step.HPrevious, at) - g) * dh * sigma.Slope(z), left, ref step.Da, gate);
            Lanes.StoreFirst(dh * (V.Constant(1) - z) * phi.Slope(g), left, ref step.Da, gate + (2 * units));
            Lanes.StoreFirst(dh * z, left, ref step.DhPrevious, at);
        }
    }

    private readonly struct ResetBackward : IPart
    {
        public static bool Opens => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void At<T, V, FSigma, FPhi>(FSigma sigma, FPhi phi, in Step<T> step, nint b, nint k, nint units)
            where T : unmanaged
            where V : struct, IVector<V, T>
            where FSigma : struct, IFunction<T>
            where FPhi : struct, IFunction<T>
        {
            nint gate = (3 * b * units) + k, at = (b * units) + k;
            int left = (int)(units - k);
            var r = V.Load(ref step.Gates, gate + units);
            var dq = V.Load(ref step.Dq, at);
            Lanes.StoreFirst(dq * V.Load(ref step.HPrevious, at) * sigma.Slope(r), left, ref step.Da, gate + units);
            Lanes.StoreFirst(V.MultiplyAdd(dq, r, V.Load(ref step.DhPrevious, at)), left, ref step.DhPrevious, at);
        }
    }

    // H is h_t in a forward part and dL/dh_t in a backward one
    private readonly ref struct Step<T>(
        ReadOnlySpan<T> gates, ReadOnlySpan<T> q, ReadOnlySpan<T> hPrevious, ReadOnlySpan<T> h, ReadOnlySpan<T> bias, Span<T> da, Span<T> dq, Span<T> dhPrevious)
    {
        public readonly ref T Gates = ref MemoryMarshal.GetReference(gates);
        public readonly ref T Q = ref MemoryMarshal.GetReference(q);
        public readonly ref T HPrevious = ref MemoryMarshal.GetReference(hPrevious);
        public readonly ref T H = ref MemoryMarshal.GetReference(h);
        public readonly ref T Bias = ref MemoryMarshal.GetReference(bias);
        public readonly ref T Da = ref MemoryMarshal.GetReference(da);
        public readonly ref T Dq = ref MemoryMarshal.GetReference(dq);
        public readonly ref T DhPrevious = ref MemoryMarshal.GetReference(dhPrevious);
    }
}
