using System.Runtime.CompilerServices;

namespace Recurrent;

/// <summary>The activation that a layer was given, chosen anew for every vector; the usual ones have kernels of their own.</summary>
internal readonly struct AnyFunction<T>(Activation activation) : IFunction<T>
{
    public V Of<V>(V a)
        where V : struct, IVector<V, T>
    {
        return activation switch
        {
            Activation.Linear => a,
            Activation.Tanh => default(Tanh<T>).Of(a),
            Activation.Sigmoid => default(Sigmoid<T>).Of(a),
            Activation.Relu => V.Select(V.GreaterThan(default, a), default, a),
            _ => throw NotElementWise(activation),
        };
    }

    // relu' = 1 where y > 0
    public V Slope<V>(V y)
        where V : struct, IVector<V, T>
    {
        return activation switch
        {
            Activation.Linear => V.Constant(1),
            Activation.Tanh => default(Tanh<T>).Slope(y),
            Activation.Sigmoid => default(Sigmoid<T>).Slope(y),
            Activation.Relu => V.Select(V.GreaterThan(y, default), V.Constant(1), default),
            _ => throw NotElementWise(activation),
        };
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ArgumentOutOfRangeException NotElementWise(Activation activation)
    {
        return new ArgumentOutOfRangeException(nameof(activation), activation, "Does not work element by element.");
    }
}
