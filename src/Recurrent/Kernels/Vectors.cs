using System.Numerics;

namespace Recurrent;

/// <summary>Sums and multiples of whole vectors, element by element.</summary>
internal static class Vectors
{
    /// <summary>y += x.</summary>
    public static void Add<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int k = 0; k < y.Length; k += Vector<T>.Count)
        {
            Lanes.Store(Lanes.Load<T>(y, k) + Lanes.Load(x, k), y, k);
        }
    }

    /// <summary>z = x * y, element by element; z may be one of them.</summary>
    public static void Multiply<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int k = 0; k < z.Length; k += Vector<T>.Count)
        {
            Lanes.Store(Lanes.Load(x, k) * Lanes.Load(y, k), z, k);
        }
    }

    /// <summary>z += x * y, element by element, each rounded once.</summary>
    public static void AddProduct<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> z)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int k = 0; k < z.Length; k += Vector<T>.Count)
        {
            Lanes.Store(Lanes.MultiplyAdd(Lanes.Load(x, k), Lanes.Load(y, k), Lanes.Load<T>(z, k)), z, k);
        }
    }

    /// <summary>y += factor * x, each element rounded once.</summary>
    public static void AddScaled<T>(T factor, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var f = new Vector<T>(factor);
        for (int k = 0; k < y.Length; k += Vector<T>.Count)
        {
            Lanes.Store(Lanes.MultiplyAdd(f, Lanes.Load(x, k), Lanes.Load<T>(y, k)), y, k);
        }
    }

    /// <summary>y *= factor.</summary>
    public static void Scale<T>(T factor, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var f = new Vector<T>(factor);
        for (int k = 0; k < y.Length; k += Vector<T>.Count)
        {
            Lanes.Store(f * Lanes.Load<T>(y, k), y, k);
        }
    }
}
