using System.Numerics;
using System.Runtime.CompilerServices;

namespace Recurrent;

/// <summary>Logistic function 1 / (1 + e^-x), accurate relative to its value on both sides.</summary>
internal static class Sigmoid
{
    /// <summary>Replaces every element by its sigmoid.</summary>
    public static void InPlace<T>(Span<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int k = 0; k < values.Length; k += Vector<T>.Count)
        {
            Lanes.Store(Of(Lanes.Load<T>(values, k)), values, k);
        }
    }

    // e^-|x| never overflows; on the left side the value is e^x / (1 + e^x).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Of<T>(Vector<T> x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var e = Exp<T>.OfNonPositive(-Vector.Abs(x));
        var s = Vector<T>.One / (Vector<T>.One + e);
        return Vector.ConditionalSelect(Vector.GreaterThanOrEqual(x, Vector<T>.Zero), s, e * s);
    }
}
