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
}
