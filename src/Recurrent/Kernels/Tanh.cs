using System.Runtime.CompilerServices;

namespace Recurrent;

/// <summary>Hyperbolic tangent as m / (m + 2) with m = e^(2|x|) - 1, accurate relative to its value near 0 too.</summary>
internal readonly struct Tanh<T> : IFunction<T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V a)
        where V : struct, IVector<V, T>
    {
        // beyond the limit tanh rounds to one
        var size = V.AtMost(V.Constant(typeof(T) == typeof(float) ? 10.0 : 20.0), V.Abs(a));
        var twice = size + size;
        var scale = Exp.Reduce<T, V>(twice, out var p);
        var m = V.MultiplyAdd(scale, p, scale - V.Constant(1));
        return V.CopySign(m / (m + V.Constant(2)), a);
    }

    // tanh' = 1 - y^2
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<V>(V y)
        where V : struct, IVector<V, T>
    {
        return V.MultiplyAdd(-y, y, V.Constant(1));
    }
}
