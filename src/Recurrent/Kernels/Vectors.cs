using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Recurrent;

/// <summary>Sums and multiples of whole vectors, element by element.</summary>
internal static class Vectors
{
    // Partial sums over the elements k, k + 16, ..., whatever the width of a vector.
    private const int Partials = 16;

    /// <summary>Sum of x * y: sixteen partial sums, added in order, then the elements left over.</summary>
    [SkipLocalsInit]
    public static T Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Span<T> partial = stackalloc T[Partials];
        partial.Clear();
        int whole = x.Length - (x.Length % Partials);
        for (int k = 0; k < Partials; k += Vector<T>.Count)
        {
            var sums = Vector<T>.Zero;
            for (int start = k; start < whole; start += Partials)
            {
                sums = Lanes.MultiplyAdd(Lanes.Load(x, start), Lanes.Load(y, start), sums);
            }

            Lanes.Store(sums, partial, k);
        }

        var sum = T.Zero;
        foreach (var value in partial)
        {
            sum += value;
        }

        for (int k = whole; k < x.Length; k++)
        {
            sum = T.FusedMultiplyAdd(x[k], y[k], sum);
        }

        return sum;
    }

    /// <summary>y += x.</summary>
    public static void Add<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Add<T, Wide<T>>(x, y);
        }
        else
        {
            Add<T, Narrow<T>>(x, y);
        }
    }

    private static void Add<T, V>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged
        where V : struct, IVector<V, T>
    {
        for (int k = 0; k < y.Length; k += V.Count)
        {
            Lanes.Store(Lanes.Load<T, V>(y, k) + Lanes.Load<T, V>(x, k), y, k);
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
