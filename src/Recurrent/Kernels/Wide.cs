using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Recurrent;

/// <summary>Vectors of 512 bits, for machines that compute on them.</summary>
internal readonly struct Wide<T>(Vector512<T> value) : IVector<Wide<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector512<T> _value = value;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512<T>.Count;
    }

    public static int TileRows => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> operator +(Wide<T> a, Wide<T> b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> operator -(Wide<T> a, Wide<T> b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> operator -(Wide<T> a) => new(-a._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> operator *(Wide<T> a, Wide<T> b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> operator /(Wide<T> a, Wide<T> b) => new(a._value / b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> Load(ref T source, nint index) => new(Vector512.LoadUnsafe(ref source, (nuint)index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Wide<T> value, ref T destination, nint index) => value._value.StoreUnsafe(ref destination, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> Broadcast(T value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> Constant(double value)
    {
        return new(typeof(T) == typeof(float) ? Vector512.As<float, T>(Vector512.Create((float)value)) : Vector512.As<double, T>(Vector512.Create(value)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> MultiplyAdd(Wide<T> a, Wide<T> b, Wide<T> c)
    {
        return new(typeof(T) == typeof(float)
            ? Vector512.As<float, T>(Vector512.FusedMultiplyAdd(Vector512.As<T, float>(a._value), Vector512.As<T, float>(b._value), Vector512.As<T, float>(c._value)))
            : Vector512.As<double, T>(Vector512.FusedMultiplyAdd(Vector512.As<T, double>(a._value), Vector512.As<T, double>(b._value), Vector512.As<T, double>(c._value))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> Abs(Wide<T> a) => new(Vector512.Abs(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> Max(Wide<T> a, Wide<T> b) => new(Vector512.Max(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> AtLeast(Wide<T> limit, Wide<T> a) => new(Vector512.MaxNative(limit._value, a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> AtMost(Wide<T> limit, Wide<T> a) => new(Vector512.MinNative(limit._value, a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> SquareRoot(Wide<T> a) => new(Vector512.Sqrt(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> CopySign(Wide<T> a, Wide<T> b) => new(Vector512.CopySign(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> GreaterThan(Wide<T> a, Wide<T> b) => new(Vector512.GreaterThan(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> Select(Wide<T> mask, Wide<T> a, Wide<T> b) => new(Vector512.ConditionalSelect(mask._value, a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> FirstLanes(int count)
    {
        return new(typeof(T) == typeof(float)
            ? Vector512.As<int, T>(Vector512.GreaterThan(Vector512.Create(count), Vector512<int>.Indices))
            : Vector512.As<long, T>(Vector512.GreaterThan(Vector512.Create((long)count), Vector512<long>.Indices)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> PowerOfTwo(Wide<T> bits)
    {
        return new(typeof(T) == typeof(float)
            ? Vector512.As<int, T>(Vector512.ShiftLeft(Vector512.As<T, int>(bits._value), 23) + Vector512.As<float, int>(Vector512<float>.One))
            : Vector512.As<long, T>(Vector512.ShiftLeft(Vector512.As<T, long>(bits._value), 52) + Vector512.As<double, long>(Vector512<double>.One)));
    }
}
