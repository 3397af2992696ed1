using System.Numerics;
using System.Runtime.CompilerServices;

namespace Recurrent;

/// <summary>Hyperbolic tangent as m / (m + 2) with m = e^(2|x|) - 1, accurate relative to its value near 0 too.</summary>
internal static class Tanh
{
    /// <summary>Replaces every element by its hyperbolic tangent.</summary>
    public static void InPlace<T>(Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int k = 0; k < values.Length; k += Vector<T>.Count)
        {
            Lanes.Store(Of(Lanes.Load<T>(values, k)), values, k);
        }
    }

    /// <summary>Writes the hyperbolic tangent of every element of x to y.</summary>
    public static void Of<T>(ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int k = 0; k < x.Length; k += Vector<T>.Count)
        {
            Lanes.Store(Of(Lanes.Load(x, k)), y, k);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Of<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Beyond the limit tanh rounds to one.
        var limit = new Vector<T>(T.CreateTruncating(typeof(T) == typeof(float) ? 20.0 : 40.0));
        var a = Vector.Abs(x) + Vector.Abs(x);
        a = Vector.ConditionalSelect(Vector.GreaterThan(a, limit), limit, a);
        var (scale, p) = Exp<T>.Reduce(a);
        var m = Lanes.MultiplyAdd(scale, p, scale - Vector<T>.One);
        return Vector.CopySign(m / (m + new Vector<T>(T.CreateTruncating(2))), x);
    }
}
