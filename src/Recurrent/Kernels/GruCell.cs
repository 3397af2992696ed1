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
        var step = new Step<T>(gates, q, hPrevious, h, bias, default, default, default);
        if (Vector512.IsHardwareAccelerated)
        {
            Run<T, Wide<T>, After>(sigma, phi, step, rows, units);
        }
        else
        {
            Run<T, Narrow<T>, After>(sigma, phi, step, rows, units);
        }
    }

    /// <summary>Reset before, first part: z and r in place of their a, and q = r h_{t-1}.</summary>
    public static void ForwardReset<T>(Activation sigma, Activation phi, Span<T> gates, ReadOnlySpan<T> hPrevious, Span<T> q, int rows, int units)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var step = new Step<T>(gates, q, hPrevious, default, default, default, default, default);
        if (Vector512.IsHardwareAccelerated)
        {
            Run<T, Wide<T>, Reset>(sigma, phi, step, rows, units);
        }
        else
        {
            Run<T, Narrow<T>, Reset>(sigma, phi, step, rows, units);
        }
    }

    /// <summary>Reset before, second part: g in place of its a, and h_t.</summary>
    public static void ForwardMix<T>(Activation sigma, Activation phi, Span<T> gates, ReadOnlySpan<T> hPrevious, Span<T> h, int rows, int units)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var step = new Step<T>(gates, default, hPrevious, h, default, default, default, default);
        if (Vector512.IsHardwareAccelerated)
        {
            Run<T, Wide<T>, Mix>(sigma, phi, step, rows, units);
        }
        else
        {
            Run<T, Narrow<T>, Mix>(sigma, phi, step, rows, units);
        }
    }

    /// <summary>Reset after: da, which may be the gates, dq, and the part dh_t z of dh_{t-1} are overwritten.</summary>
    public static void BackwardAfter<T>(
        Activation sigma, Activation phi, ReadOnlySpan<T> gates, ReadOnlySpan<T> q, ReadOnlySpan<T> hPrevious, ReadOnlySpan<T> dh,
        Span<T> da, Span<T> dq, Span<T> dhPrevious, int rows, int units)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var step = new Step<T>(gates, q, hPrevious, dh, default, da, dq, dhPrevious);
        if (Vector512.IsHardwareAccelerated)
        {
            Run<T, Wide<T>, AfterBackward>(sigma, phi, step, rows, units);
        }
        else
        {
            Run<T, Narrow<T>, AfterBackward>(sigma, phi, step, rows, units);
        }
    }

    /// <summary>Reset before, first part: da of z and g, and the part dh_t z of dh_{t-1}; with da apart from the gates.</summary>
    public static void BackwardMix<T>(
        Activation sigma, Activation phi, ReadOnlySpan<T> gates, ReadOnlySpan<T> hPrevious, ReadOnlySpan<T> dh, Span<T> da, Span<T> dhPrevious, int rows, int units)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var step = new Step<T>(gates, default, hPrevious, dh, default, da, default, dhPrevious);
        if (Vector512.IsHardwareAccelerated)
        {
            Run<T, Wide<T>, MixBackward>(sigma, phi, step, rows, units);
        }
        else
        {
            Run<T, Narrow<T>, MixBackward>(sigma, phi, step, rows, units);
        }
    }

    /// <summary>Reset before, second part: da of r from dq, and the part dq r of dh_{t-1}, added.</summary>
    public static void BackwardReset<T>(
        Activation sigma, Activation phi, ReadOnlySpan<T> gates, ReadOnlySpan<T> hPrevious, Span<T> da, Span<T> dq, Span<T> dhPrevious, int rows, int units)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var step = new Step<T>(gates, default, hPrevious, default, default, da, dq, dhPrevious);
        if (Vector512.IsHardwareAccelerated)
        {
            Run<T, Wide<T>, ResetBackward>(sigma, phi, step, rows, units);
        }
        else
        {
            Run<T, Narrow<T>, ResetBackward>(sigma, phi, step, rows, units);
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

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Walk<T, V, TPart, FSigma, FPhi>(FSigma sigma, FPhi phi, in Step<T> step, int rows, nint units)
        where T : unmanaged
        where V : struct, IVector<V, T>
        where TPart : struct, IPart
        where FSigma : struct, IFunction<T>
        where FPhi : struct, IFunction<T>
    {
        for (nint b = 0; b < rows; b++)
        {
            nint k = 0;
            for (; k + V.Count <= units; k += V.Count)
            {
                TPart.At<T, V, FSigma, FPhi>(sigma, phi, step, b, k, units, V.Count);
            }

            if (k < units)
            {
                TPart.At<T, V, FSigma, FPhi>(sigma, phi, step, b, k, units, (int)(units - k));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<T, V>(V value, int count, ref T destination, nint index)
        where V : struct, IVector<V, T>
    {
        if (count == V.Count)
        {
            V.Store(value, ref destination, index);
        }
        else
        {
            Lanes.StoreFirst(value, count, ref destination, index);
        }
    }

    // one vector of row b from unit k on, of which count lanes exist
    private interface IPart
    {
        static abstract void At<T, V, FSigma, FPhi>(FSigma sigma, FPhi phi, in Step<T> step, nint b, nint k, nint units, int count)
            where T : unmanaged
            where V : struct, IVector<V, T>
            where FSigma : struct, IFunction<T>
            where FPhi : struct, IFunction<T>;
    }

    private readonly struct After : IPart
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void At<T, V, FSigma, FPhi>(FSigma sigma, FPhi phi, in Step<T> step, nint b, nint k, nint units, int count)
            where T : unmanaged
            where V : struct, IVector<V, T>
            where FSigma : struct, IFunction<T>
            where FPhi : struct, IFunction<T>
        {
            nint gate = (3 * b * units) + k, at = (b * units) + k;
            var z = sigma.Of(V.Load(ref step.Gates, gate) + V.Load(ref step.Bias, k));
            var r = sigma.Of(V.Load(ref step.Gates, gate + units) + V.Load(ref step.Bias, units + k));
            var g = phi.Of(V.MultiplyAdd(r, V.Load(ref step.Q, at), V.Load(ref step.Gates, gate + (2 * units))));
            var h = V.MultiplyAdd(z, V.Load(ref step.HPrevious, at), (V.Constant(1) - z) * g);
            Put(z, count, ref step.Gates, gate);
            Put(r, count, ref step.Gates, gate + units);
            Put(g, count, ref step.Gates, gate + (2 * units));
            Put(h, count, ref step.H, at);
        }
    }

    private readonly struct Reset : IPart
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void At<T, V, FSigma, FPhi>(FSigma sigma, FPhi phi, in Step<T> step, nint b, nint k, nint units, int count)
            where T : unmanaged
            where V : struct, IVector<V, T>
            where FSigma : struct, IFunction<T>
            where FPhi : struct, IFunction<T>
        {
            nint gate = (3 * b * units) + k, at = (b * units) + k;
            var z = sigma.Of(V.Load(ref step.Gates, gate));
            var r = sigma.Of(V.Load(ref step.Gates, gate + units));
            Put(z, count, ref step.Gates, gate);
            Put(r, count, ref step.Gates, gate + units);
            Put(r * V.Load(ref step.HPrevious, at), count, ref step.Q, at);
        }
    }

    private readonly struct Mix : IPart
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void At<T, V, FSigma, FPhi>(FSigma sigma, FPhi phi, in Step<T> step, nint b, nint k, nint units, int count)
            where T : unmanaged
            where V : struct, IVector<V, T>
            where FSigma : struct, IFunction<T>
            where FPhi : struct, IFunction<T>
        {
            nint gate = (3 * b * units) + k, at = (b * units) + k;
            var z = V.Load(ref step.Gates, gate);
            var g = phi.Of(V.Load(ref step.Gates, gate + (2 * units)));
            Put(g, count, ref step.Gates, gate + (2 * units));
            Put(V.MultiplyAdd(z, V.Load(ref step.HPrevious, at), (V.Constant(1) - z) * g), count, ref step.H, at);
        }
    }

    private readonly struct AfterBackward : IPart
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void At<T, V, FSigma, FPhi>(FSigma sigma, FPhi phi, in Step<T> step, nint b, nint k, nint units, int count)
            where T : unmanaged
            where V : struct, IVector<V, T>
            where FSigma : struct, IFunction<T>
            where FPhi : struct, IFunction<T>
        {
            nint gate = (3 * b * units) + k, at = (b * units) + k;
            var z = V.Load(ref step.Gates, gate);
            var r = V.Load(ref step.Gates, gate + units);
            var g = V.Load(ref step.Gates, gate + (2 * units));
            var dh = V.Load(ref step.H, at);
            var dz = dh * (V.Load(ref step.HPrevious, at) - g);
            var da_g = dh * (V.Constant(1) - z) * phi.Slope(g);
            var dr = da_g * V.Load(ref step.Q, at);
            Put(dz * sigma.Slope(z), count, ref step.Da, gate);
            Put(dr * sigma.Slope(r), count, ref step.Da, gate + units);
            Put(da_g, count, ref step.Da, gate + (2 * units));
            Put(da_g * r, count, ref step.Dq, at);
            Put(dh * z, count, ref step.DhPrevious, at);
        }
    }

    private readonly struct MixBackward : IPart
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void At<T, V, FSigma, FPhi>(FSigma sigma, FPhi phi, in Step<T> step, nint b, nint k, nint units, int count)
            where T : unmanaged
            where V : struct, IVector<V, T>
            where FSigma : struct, IFunction<T>
            where FPhi : struct, IFunction<T>
        {
            nint gate = (3 * b * units) + k, at = (b * units) + k;
            var z = V.Load(ref step.Gates, gate);
            var g = V.Load(ref step.Gates, gate + (2 * units));
            var dh = V.Load(ref step.H, at);
            Put((V.Load(ref step.HPrevious, at) - g) * dh * sigma.Slope(z), count, ref step.Da, gate);
            Put(dh * (V.Constant(1) - z) * phi.Slope(g), count, ref step.Da, gate + (2 * units));
            Put(dh * z, count, ref step.DhPrevious, at);
        }
    }

    private readonly struct ResetBackward : IPart
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void At<T, V, FSigma, FPhi>(FSigma sigma, FPhi phi, in Step<T> step, nint b, nint k, nint units, int count)
            where T : unmanaged
            where V : struct, IVector<V, T>
            where FSigma : struct, IFunction<T>
            where FPhi : struct, IFunction<T>
        {
            nint gate = (3 * b * units) + k, at = (b * units) + k;
            var r = V.Load(ref step.Gates, gate + units);
            var dq = V.Load(ref step.Dq, at);
            Put(dq * V.Load(ref step.HPrevious, at) * sigma.Slope(r), count, ref step.Da, gate + units);
            Put(V.MultiplyAdd(dq, r, V.Load(ref step.DhPrevious, at)), count, ref step.DhPrevious, at);
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
