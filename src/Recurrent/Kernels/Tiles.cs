using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Recurrent;

/// <summary>Picks the tile for a number of rows and columns; where a panel's last columns do not exist, works on a copy of C.</summary>
internal static class Tiles
{
    /// <summary>As <see cref="Tile.Run"/> for up to the rows of a tile, writing the given number of columns at most.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<T, V>(int rows, int columns, in Factors<T> first, in Factors<T> second, Start<T> start, ref T c, nint cRow)
        where T : unmanaged
        where V : struct, IVector<V, T>
    {
        if (columns >= 2 * V.Count && rows == 8)
        {
            Tile.Run<T, V, Eight, Two, Zero>(in first, in second, ref start.First, start.Row, ref c, cRow, default);
        }
        else if (columns >= 2 * V.Count)
        {
            Pick<T, V, Two>(rows, in first, in second, ref start.First, start.Row, ref c, cRow);
        }
        else
        {
            RunPart<T, V>(rows, columns, in first, in second, start, ref c, cRow);
        }
    }

    [SkipLocalsInit]
    private static void RunPart<T, V>(int rows, int columns, in Factors<T> first, in Factors<T> second, Start<T> start, ref T c, nint cRow)
        where T : unmanaged
        where V : struct, IVector<V, T>
    {
        int width = columns > V.Count ? 2 * V.Count : V.Count;
        if (columns == width)
        {
            Pick<T, V, One>(rows, in first, in second, ref start.First, start.Row, ref c, cRow);
            return;
        }

        Span<T> copy = stackalloc T[V.TileRows * width];
        for (int i = 0; i < rows; i++)
        {
            var row = copy.Slice(i * width, width);
            row.Clear();
            if (start.Steps != 0)
            {
                MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref start.First, i * start.Row), columns).CopyTo(row);
            }
        }

        ref T tile = ref MemoryMarshal.GetReference(copy);
        if (width > V.Count)
        {
            Pick<T, V, Two>(rows, in first, in second, ref tile, width, ref tile, width);
        }
        else
        {
            Pick<T, V, One>(rows, in first, in second, ref tile, width, ref tile, width);
        }

        for (int i = 0; i < rows; i++)
        {
            copy.Slice(i * width, columns).CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref c, i * cRow), columns));
        }
    }

    private static void Pick<T, V, W>(int rows, in Factors<T> first, in Factors<T> second, ref T start, nint startRow, ref T c, nint cRow)
        where V : struct, IVector<V, T>
        where W : struct, INumber
    {
        switch (rows)
        {
            case 8:
                Tile.Run<T, V, Eight, W, Zero>(in first, in second, ref start, startRow, ref c, cRow, default);
                break;
            case 7:
                Tile.Run<T, V, Seven, W, Zero>(in first, in second, ref start, startRow, ref c, cRow, default);
                break;
            case 6:
                Tile.Run<T, V, Six, W, Zero>(in first, in second, ref start, startRow, ref c, cRow, default);
                break;
            case 5:
                Tile.Run<T, V, Five, W, Zero>(in first, in second, ref start, startRow, ref c, cRow, default);
                break;
            case 4:
                Tile.Run<T, V, Four, W, Zero>(in first, in second, ref start, startRow, ref c, cRow, default);
                break;
            case 3:
                Tile.Run<T, V, Three, W, Zero>(in first, in second, ref start, startRow, ref c, cRow, default);
                break;
            case 2:
                Tile.Run<T, V, Two, W, Zero>(in first, in second, ref start, startRow, ref c, cRow, default);
                break;
            default:
                Tile.Run<T, V, One, W, Zero>(in first, in second, ref start, startRow, ref c, cRow, default);
                break;
        }
    }
}
