using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Recurrent;

/// <summary>
/// Loads and stores of one vector at a position of a span. At the end of the span the missing lanes are padded with
/// zero, so a loop states its formula once, and an element gets the same operations in the body and in the tail.
/// </summary>
internal static class Lanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Load<T>(ReadOnlySpan<T> source, int index)
        where T : unmanaged
    {
        return index + Vector<T>.Count <= source.Length
            ? Vector.LoadUnsafe(ref MemoryMarshal.GetReference(source), (nuint)index)
            : LoadTail(source, index);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Vector<T> value, Span<T> destination, int index)
        where T : unmanaged
    {
        if (index + Vector<T>.Count <= destination.Length)
        {
            value.StoreUnsafe(ref MemoryMarshal.GetReference(destination), (nuint)index);
        }
        else
        {
            StoreTail(value, destination, index);
        }
    }

    /// <summary>a * b + c, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> MultiplyAdd<T>(Vector<T> a, Vector<T> b, Vector<T> c)
        where T : unmanaged
    {
        return typeof(T) == typeof(float)
            ? Vector.As<float, T>(Vector.FusedMultiplyAdd(Vector.As<T, float>(a), Vector.As<T, float>(b), Vector.As<T, float>(c)))
            : Vector.As<double, T>(Vector.FusedMultiplyAdd(Vector.As<T, double>(a), Vector.As<T, double>(b), Vector.As<T, double>(c)));
    }

    /// <summary>As above, for vectors of any width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load<T, V>(ReadOnlySpan<T> source, int index)
        where T : unmanaged
        where V : struct, IVector<V, T>
    {
        return index + V.Count <= source.Length ? V.Load(ref MemoryMarshal.GetReference(source), index) : LoadTail<T, V>(source, index);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T, V>(V value, Span<T> destination, int index)
        where T : unmanaged
        where V : struct, IVector<V, T>
    {
        if (index + V.Count <= destination.Length)
        {
            V.Store(value, ref MemoryMarshal.GetReference(destination), index);
        }
        else
        {
            StoreTail(value, destination, index);
        }
    }

    /// <summary>
    /// Stores the vector, or its first lanes where fewer are left; what stands behind them stays, but the buffer has to go on for
    /// a whole vector.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst<T, V>(V value, int left, ref T destination, nint index)
        where V : struct, IVector<V, T>
    {
        if (left >= V.Count)
        {
            V.Store(value, ref destination, index);
        }
        else
        {
            V.Store(V.Select(V.FirstLanes(left), value, V.Load(ref destination, index)), ref destination, index);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<T> LoadTail<T>(ReadOnlySpan<T> source, int index)
        where T : unmanaged
    {
        Span<T> lanes = stackalloc T[Vector<T>.Count];
        lanes.Clear();
        source[index..].CopyTo(lanes);
        return new Vector<T>(lanes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StoreTail<T>(Vector<T> value, Span<T> destination, int index)
        where T : unmanaged
    {
        Span<T> lanes = stackalloc T[Vector<T>.Count];
        value.CopyTo(lanes);
        lanes[..(destination.Length - index)].CopyTo(destination[index..]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static V LoadTail<T, V>(ReadOnlySpan<T> source, int index)
        where T : unmanaged
        where V : struct, IVector<V, T>
    {
        Span<T> lanes = stackalloc T[V.Count];
        lanes.Clear();
        source[index..].CopyTo(lanes);
        return V.Load(ref MemoryMarshal.GetReference(lanes), 0);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StoreTail<T, V>(V value, Span<T> destination, int index)
        where T : unmanaged
        where V : struct, IVector<V, T>
    {
        Span<T> lanes = stackalloc T[V.Count];
        V.Store(value, ref MemoryMarshal.GetReference(lanes), 0);
        lanes[..(destination.Length - index)].CopyTo(destination[index..]);
    }
}
