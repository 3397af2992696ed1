using System.Runtime.CompilerServices;

namespace Recurrent;

/// <summary>
/// What the sums of a product start from: the old values of C, a row laid under all rows of it, or zero. Element (i,j)
/// stands at First[i Row + j Steps].
/// </summary>
internal readonly ref struct Start<T>(ref T first, nint row, nint steps)
    where T : unmanaged
{
    // as wide as the widest tile
    private static readonly T[] Zeros = new T[128];

    public readonly ref T First = ref first;

    public readonly nint Row = row;

    public readonly nint Steps = steps;

    public static Start<T> Zero => new(ref Zeros[0], 0, 0);

    public Start<T> At(nint i, nint j) => new(ref Unsafe.Add(ref First, (i * Row) + (j * Steps)), Row, Steps);
}
