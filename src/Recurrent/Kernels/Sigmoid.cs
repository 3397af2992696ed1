using System.Runtime.CompilerServices;

namespace Recurrent;

/// <summary>Logistic function 1 / (1 + e^-x), accurate relative to its value on both sides.</summary>
internal readonly struct Sigmoid<T> : IFunction<T>
{
    // e^-|x| never overflows; on the left side the value is e^x / (1 + e^x)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Of<V>(V a)
        where V : struct, IVector<V, T>
    {
        var one = V.Constant(1);
        var e = Exp.OfNonPositive<T, V>(-V.Abs(a));
        return V.Select(V.GreaterThan(default, a), e, one) / (one + e);
    }

    // sigma' = y (1 - y)
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Slope<V>(V y)
        where V : struct, IVector<V, T>
    {
        return y * (V.Constant(1) - y);
    }
}
