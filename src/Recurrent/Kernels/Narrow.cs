using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.Arm;

namespace Recurrent;

/// <summary>Vectors of the width that the runtime prefers, 128 or 256 bits as a rule.</summary>
internal readonly struct Narrow<T>(Vector<T> value) : IVector<Narrow<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Vector<T> _value = value;

    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector<T>.Count;
    }

    // 32 registers where Vector128 is all there is (Arm), 16 on x86 below AVX-512
    public static int TileRows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => AdvSimd.IsSupported ? 8 : 6;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> operator +(Narrow<T> a, Narrow<T> b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> operator -(Narrow<T> a, Narrow<T> b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> operator -(Narrow<T> a) => new(-a._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> operator *(Narrow<T> a, Narrow<T> b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> operator /(Narrow<T> a, Narrow<T> b) => new(a._value / b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> Load(ref T source, nint index) => new(Vector.LoadUnsafe(ref source, (nuint)index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Narrow<T> value, ref T destination, nint index) => value._value.StoreUnsafe(ref destination, (nuint)index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> Broadcast(T value) => new(Vector.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> Constant(double value)
    {
        return new(typeof(T) == typeof(float) ? Vector.As<float, T>(Vector.Create((float)value)) : Vector.As<double, T>(Vector.Create(value)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> MultiplyAdd(Narrow<T> a, Narrow<T> b, Narrow<T> c)
    {
        return new(typeof(T) == typeof(float)
            ? Vector.As<float, T>(Vector.FusedMultiplyAdd(Vector.As<T, float>(a._value), Vector.As<T, float>(b._value), Vector.As<T, float>(c._value)))
            : Vector.As<double, T>(Vector.FusedMultiplyAdd(Vector.As<T, double>(a._value), Vector.As<T, double>(b._value), Vector.As<T, double>(c._value))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> Abs(Narrow<T> a) => new(Vector.Abs(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> Max(Narrow<T> a, Narrow<T> b) => new(Vector.Max(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> AtLeast(Narrow<T> limit, Narrow<T> a) => new(Vector.MaxNative(limit._value, a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> AtMost(Narrow<T> limit, Narrow<T> a) => new(Vector.MinNative(limit._value, a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> SquareRoot(Narrow<T> a) => new(Vector.SquareRoot(a._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> CopySign(Narrow<T> a, Narrow<T> b) => new(Vector.CopySign(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> GreaterThan(Narrow<T> a, Narrow<T> b) => new(Vector.GreaterThan(a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> Select(Narrow<T> mask, Narrow<T> a, Narrow<T> b) => new(Vector.ConditionalSelect(mask._value, a._value, b._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> FirstLanes(int count)
    {
        return new(typeof(T) == typeof(float)
            ? Vector.As<int, T>(Vector.GreaterThan(Vector.Create(count), Vector<int>.Indices))
            : Vector.As<long, T>(Vector.GreaterThan(Vector.Create((long)count), Vector<long>.Indices)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Narrow<T> PowerOfTwo(Narrow<T> bits)
    {
        return new(typeof(T) == typeof(float)
            ? Vector.As<int, T>(Vector.ShiftLeft(Vector.As<T, int>(bits._value), 23) + Vector.As<float, int>(Vector<float>.One))
            : Vector.As<long, T>(Vector.ShiftLeft(Vector.As<T, long>(bits._value), 52) + Vector.As<double, long>(Vector<double>.One)));
    }
}
