using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Recurrent;

/// <summary>Activations over whole spans, and the gradient through them.</summary>
internal static class Activate
{
    /// <summary>Replaces every element by phi of it; softmax goes over rows of <paramref name="width"/> elements.</summary>
    public static void InPlace<T>(Activation activation, Span<T> values, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (activation)
        {
            case Activation.Linear:
                break;
            case Activation.Softmax:
                Softmax.InPlace(values, width);
                break;
            case Activation.Tanh:
                Map(values, default(Tanh<T>));
                break;
            case Activation.Sigmoid:
                Map(values, default(Sigmoid<T>));
                break;
            default:
                Map(values, new AnyFunction<T>(activation));
                break;
        }
    }

    /// <summary>dA = phi'(a) * dY with y = phi(a), overwriting dA, which may be dY.</summary>
    public static void Backward<T>(Activation activation, ReadOnlySpan<T> y, ReadOnlySpan<T> dY, int width, Span<T> dA)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (activation)
        {
            case Activation.Softmax:
                Softmax.Backward(y, dY, width, dA);
                break;
            case Activation.Linear:
                dY.CopyTo(dA);
                break;
            case Activation.Tanh:
                MapBackward(y, dY, dA, default(Tanh<T>));
                break;
            default:
                MapBackward(y, dY, dA, new AnyFunction<T>(activation));
                break;
        }
    }

    /// <summary>
    /// Replaces the first elements of some rows, which are stride apart in a buffer that goes on for a vector behind them.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Rows<T, V, F>(F phi, ref T first, int rows, nint stride, nint length)
        where T : unmanaged
        where V : struct, IVector<V, T>
        where F : struct, IFunction<T>
    {
        for (int b = 0; b < rows; b++)
        {
            for (nint k = 0; k < length; k += V.Count)
            {
                Lanes.StoreFirst(phi.Of(V.Load(ref first, k)), (int)(length - k), ref first, k);
            }

            first = ref Unsafe.Add(ref first, stride);
        }
    }

    private static void Map<T, F>(Span<T> values, F phi)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where F : struct, IFunction<T>
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Map<T, Wide<T>, F>(values, phi);
        }
        else
        {
            Map<T, Narrow<T>, F>(values, phi);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Map<T, V, F>(Span<T> values, F phi)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct, IVector<V, T>
        where F : struct, IFunction<T>
    {
        for (int k = 0; k < values.Length; k += V.Count)
        {
            Lanes.Store(phi.Of(Lanes.Load<T, V>(values, k)), values, k);
        }
    }

    private static void MapBackward<T, F>(ReadOnlySpan<T> y, ReadOnlySpan<T> dY, Span<T> dA, F phi)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where F : struct, IFunction<T>
    {
        if (Vector512.IsHardwareAccelerated)
        {
            MapBackward<T, Wide<T>, F>(y, dY, dA, phi);
        }
        else
        {
            MapBackward<T, Narrow<T>, F>(y, dY, dA, phi);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void MapBackward<T, V, F>(ReadOnlySpan<T> y, ReadOnlySpan<T> dY, Span<T> dA, F phi)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct, IVector<V, T>
        where F : struct, IFunction<T>
    {
        for (int k = 0; k < y.Length; k += V.Count)
        {
            Lanes.Store(phi.Slope(Lanes.Load<T, V>(y, k)) * Lanes.Load<T, V>(dY, k), dA, k);
        }
    }
}
