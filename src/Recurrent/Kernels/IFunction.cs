namespace Recurrent;

/// <summary>An activation that works element by element, and its derivative written with the output y = phi(a).</summary>
internal interface IFunction<T>
{
    V Of<V>(V a)
        where V : struct, IVector<V, T>;

    V Slope<V>(V y)
        where V : struct, IVector<V, T>;
}
