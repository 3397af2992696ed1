using System.Runtime.CompilerServices;

namespace Recurrent;

/// <summary>
/// e^x by range reduction: x = n ln 2 + r with |r| at most ln 2 / 2, e^x = 2^n (1 + p), p = e^r - 1 by its series.
/// Relative error below 1.5 units in the last place; tests hold the bounds of what is built on it.
/// </summary>
internal static class Exp
{
    private const double C0 = 0.4999999344771362;
    private const double C1 = 0.16666520630532428;
    private const double C2 = 0.04166838805802328;
    private const double C3 = 0.008368717016979084;
    private const double C4 = 0.0013814598475931725;

    /// <summary>Returns 2^n and hands out p = e^r - 1, so that e^x = 2^n + 2^n p and e^x - 1 = (2^n - 1) + 2^n p.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Reduce<T, V>(V x, out V p)
        where V : struct, IVector<V, T>
    {
        bool single = typeof(T) == typeof(float);

        // adding 1.5 * 2^mantissa bits leaves the rounded integer in the low bits of the sum
        var magic = V.Constant(single ? 12582912.0 : 6755399441055744.0);
        var shifted = V.MultiplyAdd(x, V.Constant(1.4426950408889634), magic);
        var n = shifted - magic;

        // ln 2 in two parts; n * the first is exact for every n that occurs
        var r = V.MultiplyAdd(n, V.Constant(single ? -0.693359375 : -6.93147180369123816490e-01), x);
        r = V.MultiplyAdd(n, V.Constant(single ? 2.12194440054690583e-04 : -1.90821492927058770002e-10), r);
        p = V.MultiplyAdd(r * r, Series<T, V>(r), r);
        return V.PowerOfTwo(shifted);
    }

    /// <summary>e^x for x at most 0; results below the normal range are zero. Not-a-number stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V OfNonPositive<T, V>(V x)
        where V : struct, IVector<V, T>
    {
        var scale = Reduce<T, V>(x, out var p);
        var e = V.MultiplyAdd(scale, p, scale);
        return V.Select(V.GreaterThan(V.Constant(typeof(T) == typeof(float) ? -87.0 : -708.0), x), default, e);
    }

    // (e^r - 1 - r) / r^2: for single precision the polynomial of degree 4 that keeps the largest error of e^r smallest
    // (3e-9, a twentieth of a rounding), for double precision the series
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Series<T, V>(V r)
        where V : struct, IVector<V, T>
    {
        if (typeof(T) == typeof(float))
        {
            var s = V.MultiplyAdd(V.Constant(C4), r, V.Constant(C3));
            s = V.MultiplyAdd(s, r, V.Constant(C2));
            s = V.MultiplyAdd(s, r, V.Constant(C1));
            return V.MultiplyAdd(s, r, V.Constant(C0));
        }

        var q = V.Constant(1.0 / 6227020800);
        q = V.MultiplyAdd(q, r, V.Constant(1.0 / 479001600));
        q = V.MultiplyAdd(q, r, V.Constant(1.0 / 39916800));
        q = V.MultiplyAdd(q, r, V.Constant(1.0 / 3628800));
        q = V.MultiplyAdd(q, r, V.Constant(1.0 / 362880));
        q = V.MultiplyAdd(q, r, V.Constant(1.0 / 40320));
        q = V.MultiplyAdd(q, r, V.Constant(1.0 / 5040));
        q = V.MultiplyAdd(q, r, V.Constant(1.0 / 720));
        q = V.MultiplyAdd(q, r, V.Constant(1.0 / 120));
        q = V.MultiplyAdd(q, r, V.Constant(1.0 / 24));
        q = V.MultiplyAdd(q, r, V.Constant(1.0 / 6));
        return V.MultiplyAdd(q, r, V.Constant(1.0 / 2));
    }
}
