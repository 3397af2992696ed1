using System.Numerics;

namespace Recurrent;

/// <summary>
/// All states of h_t = a_t h_{t-1} + b_t (5.2) at once. A step is the pair (a, b), two steps in a row are the pair
/// (a a', a' b + b') (5.3), and that is associative (5.4); so the pairs of all beginnings come from a tree of depth 2 log2 T, whose
/// levels could run in parallel. Blelloch (1990); the tree is that of Brent and Kung (1982).
/// </summary>
internal static class Scan
{
    /// <summary>Replaces step t of a and b, [steps, width] each, by the pair of steps 0 to t together.</summary>
    public static void Inclusive<T>(Span<T> a, Span<T> b, int steps, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int distance = 1;
        for (; distance < steps; distance *= 2)
        {
            for (int t = (2 * distance) - 1; t < steps; t += 2 * distance)
            {
                Join(a, b, t - distance, t, width);
            }
        }

        for (; distance >= 1; distance /= 2)
        {
            for (int t = (3 * distance) - 1; t < steps; t += 2 * distance)
            {
                Join(a, b, t - distance, t, width);
            }
        }
    }

    // later = earlier, then later
    private static void Join<T>(Span<T> a, Span<T> b, int earlier, int later, int width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var a1 = a.Slice(later * width, width);
        Vectors.AddProduct(a1, b.Slice(earlier * width, width), b.Slice(later * width, width));
        Vectors.Multiply(a1, a.Slice(earlier * width, width), a1);
    }
}
