using System.Numerics;
using System.Runtime.CompilerServices;

namespace Recurrent;

/// <summary>
/// e^x by range reduction: x = n ln 2 + r with |r| at most ln 2 / 2, e^x = 2^n (1 + p), p = e^r - 1 by its series.
/// Every step is one rounded operation of a lane, so the result does not depend on the width of the vectors.
/// </summary>
internal static class Exp<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly bool IsSingle = typeof(T) == typeof(float);
    private static readonly T Log2E = T.CreateTruncating(1.4426950408889634);

    // ln 2 in two parts; n * high is exact for every n that occurs.
    private static readonly T Ln2High = T.CreateTruncating(IsSingle ? 0.693359375 : 6.93147180369123816490e-01);
    private static readonly T Ln2Low = T.CreateTruncating(IsSingle ? -2.12194440054690583e-04 : 1.90821492927058770002e-10);

    // Adding 1.5 * 2^mantissa bits leaves the rounded integer in the low bits of the sum.
    private static readonly T Magic = T.CreateTruncating(IsSingle ? 12582912.0 : 6755399441055744.0);

    // Below this the result is subnormal and is given as zero.
    private static readonly T Lowest = T.CreateTruncating(IsSingle ? -87.0 : -708.0);

    private static readonly T C2 = T.One / T.CreateTruncating(2);
    private static readonly T C3 = T.One / T.CreateTruncating(6);
    private static readonly T C4 = T.One / T.CreateTruncating(24);
    private static readonly T C5 = T.One / T.CreateTruncating(120);
    private static readonly T C6 = T.One / T.CreateTruncating(720);
    private static readonly T C7 = T.One / T.CreateTruncating(5040);
    private static readonly T C8 = T.One / T.CreateTruncating(40320);
    private static readonly T C9 = T.One / T.CreateTruncating(362880);
    private static readonly T C10 = T.One / T.CreateTruncating(3628800);
    private static readonly T C11 = T.One / T.CreateTruncating(39916800);
    private static readonly T C12 = T.One / T.CreateTruncating(479001600);
    private static readonly T C13 = T.One / T.CreateTruncating(6227020800);

    /// <summary>2^n and p = e^r - 1, so that e^x = 2^n + 2^n p and e^x - 1 = (2^n - 1) + 2^n p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector<T> Scale, Vector<T> P) Reduce(Vector<T> x)
    {
        var magic = new Vector<T>(Magic);
        var shifted = Lanes.MultiplyAdd(x, new Vector<T>(Log2E), magic);
        var n = shifted - magic;
        var r = Lanes.MultiplyAdd(n, new Vector<T>(-Ln2High), x);
        r = Lanes.MultiplyAdd(n, new Vector<T>(-Ln2Low), r);
        var p = Lanes.MultiplyAdd(r * r, Series(r), r);
        return (PowerOfTwo(shifted), p);
    }

    /// <summary>e^x for x at most 0; results below the normal range are zero. Not-a-number stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> OfNonPositive(Vector<T> x)
    {
        var (scale, p) = Reduce(x);
        var e = Lanes.MultiplyAdd(scale, p, scale);
        return Vector.ConditionalSelect(Vector.LessThan(x, new Vector<T>(Lowest)), Vector<T>.Zero, e);
    }

    // (e^r - 1 - r) / r^2
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Series(Vector<T> r)
    {
        Vector<T> q;
        if (typeof(T) == typeof(float))
        {
            q = new Vector<T>(C7);
        }
        else
        {
            q = new Vector<T>(C13);
            q = Lanes.MultiplyAdd(q, r, new Vector<T>(C12));
            q = Lanes.MultiplyAdd(q, r, new Vector<T>(C11));
            q = Lanes.MultiplyAdd(q, r, new Vector<T>(C10));
            q = Lanes.MultiplyAdd(q, r, new Vector<T>(C9));
            q = Lanes.MultiplyAdd(q, r, new Vector<T>(C8));
            q = Lanes.MultiplyAdd(q, r, new Vector<T>(C7));
        }

        q = Lanes.MultiplyAdd(q, r, new Vector<T>(C6));
        q = Lanes.MultiplyAdd(q, r, new Vector<T>(C5));
        q = Lanes.MultiplyAdd(q, r, new Vector<T>(C4));
        q = Lanes.MultiplyAdd(q, r, new Vector<T>(C3));
        return Lanes.MultiplyAdd(q, r, new Vector<T>(C2));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> PowerOfTwo(Vector<T> shifted)
    {
        if (typeof(T) == typeof(float))
        {
            var exponent = Vector.ShiftLeft(Vector.As<T, int>(shifted), 23);
            return Vector.As<int, T>(exponent + Vector.As<float, int>(Vector<float>.One));
        }
        else
        {
            var exponent = Vector.ShiftLeft(Vector.As<T, long>(shifted), 52);
            return Vector.As<long, T>(exponent + Vector.As<double, long>(Vector<double>.One));
        }
    }
}
