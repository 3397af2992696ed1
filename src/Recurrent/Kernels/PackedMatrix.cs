using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Recurrent;

/// <summary>A matrix B [Rows,Columns] in panels, packed once and then multiplied many times; see <see cref="Panels"/>.</summary>
internal sealed class PackedMatrix<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly AlignedBuffer<T> _panels = new();

    /// <summary>Number of rows, k.</summary>
    public int Rows { get; private set; }

    /// <summary>Number of columns, n.</summary>
    public int Columns { get; private set; }

    public Span<T> Data => _panels.AsSpan(0, Rows * Panels.PaddedColumns<T>(Columns));

    /// <summary>Takes a row-major matrix whose rows are stride apart, or with turned its transpose.</summary>
    public void Pack(ReadOnlySpan<T> source, int stride, int rows, int columns, bool turned)
    {
        int length = turned ? ((columns - 1) * stride) + rows : ((rows - 1) * stride) + columns;
        if (source.Length < length)
        {
            throw new ArgumentException($"The matrix has {source.Length} elements; the sizes given need {length}.", nameof(source));
        }

        WorkCount.Packed += (long)rows * columns;
        Rows = rows;
        Columns = columns;
        _panels.Grow(rows * Panels.PaddedColumns<T>(columns));
        ref T from = ref MemoryMarshal.GetReference(source);
        ref T panel = ref MemoryMarshal.GetReference(Data);
        for (int j = 0, first = 0; first < columns; j++, first += Panels.Width<T>())
        {
            int width = Panels.WidthOf<T>(j, columns);
            int there = Math.Min(width, columns - first);
            if (turned)
            {
                Panels.CopyColumns(ref Unsafe.Add(ref from, (nint)first * stride), stride, rows, there, ref panel, width);
            }
            else
            {
                Panels.CopyRows(ref Unsafe.Add(ref from, first), stride, rows, there, ref panel, width);
            }

            panel = ref Unsafe.Add(ref panel, rows * width);
        }
    }
}
