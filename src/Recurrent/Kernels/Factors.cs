using System.Runtime.CompilerServices;

namespace Recurrent;

/// <summary>
/// A product A B of a tile: element (i,p) of A stands at A[i ARow + p AColumn]; B is a panel, K rows of some vectors one after
/// the other. K = 0: no product.
/// </summary>
internal readonly ref struct Factors<T>(ref T a, nint aRow, nint aColumn, ref T b, int k)
{
    public readonly ref T A = ref a;

    public readonly ref T B = ref b;

    public readonly nint ARow = aRow;

    public readonly nint AColumn = aColumn;

    public readonly int K = k;

    /// <summary>The same from row i on.</summary>
    public Factors<T> FromRow(int i) => new(ref Unsafe.Add(ref A, i * ARow), ARow, AColumn, ref B, K);
}
