using System.Runtime.CompilerServices;

namespace Recurrent;

/// <summary>Logistic function 1 / (1 + e^-x), accurate relative to its value on both sides.</summary>
internal readonly struct Sigmoid<T> : IFunction<T>
{
    // e^-a, held in the range of e^x: from the lower end on 1 + e^-a is one, beyond the upper end it is infinite and the value zero
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V a)
        where V : struct, IVector<V, T>
    {
        bool single = typeof(T) == typeof(float);
        var x = V.AtMost(V.Constant(single ? 88.9 : 709.9), V.AtLeast(V.Constant(single ? -87 : -708), -a));
        var scale = Exp.Reduce<T, V>(x, out var p);
        var one = V.Constant(1);
        return one / (one + V.MultiplyAdd(scale, p, scale));
    }

    // sigma' = y (1 - y)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<V>(V y)
        where V : struct, IVector<V, T>
    {
        return y * (V.Constant(1) - y);
    }
}
