using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Recurrent;

/// <summary>
/// Adds L^T R to a block of the gradients, where a row of L and R comes from each step and sample. The rows are gathered into
/// panels some hundred at a time and multiplied there. An element is one chain over the steps and in them over the samples,
/// so the split of a batch into chunks and of the columns into jobs changes no bit.
/// </summary>
internal sealed class WeightAccumulator<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Depth = 256;

    private readonly AlignedBuffer<T> _left = new();
    private readonly AlignedBuffer<T> _right = new();

    /// <summary>Adds the panels [firstPanel, endPanel) of one sum of a layer.</summary>
    public void Add(ReadOnlySpan<Chunk<T>> chunks, int layer, int index, int firstPanel, int endPanel, T[] gradients)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Add<Wide<T>>(chunks, layer, index, firstPanel, endPanel, gradients);
        }
        else
        {
            Add<Narrow<T>>(chunks, layer, index, firstPanel, endPanel, gradients);
        }
    }

    private void Add<V>(ReadOnlySpan<Chunk<T>> chunks, int layer, int index, int firstPanel, int endPanel, T[] gradients)
        where V : struct, IVector<V, T>
    {
        var sum = chunks[0].Passes[layer].WeightSums[index];
        int steps = sum.LastStepOnly ? 1 : chunks[0].Passes[layer].Steps;
        int batch = chunks[^1].FirstRow + chunks[^1].Rows;
        int height = V.TileRows;
        int tiles = (sum.Rows + height - 1) / height;
        int width = 2 * V.Count;
        var left = _left.Span(tiles * height * Depth);
        var right = _right.Span(width * Depth);
        for (int from = 0; from < steps * batch; from += Depth)
        {
            int depth = Math.Min(Depth, (steps * batch) - from);
            GatherLeft(chunks, layer, index, sum.Rows, height, from, depth, batch, left);
            for (int j = firstPanel; j < endPanel; j++)
            {
                int columns = Math.Min(width, sum.Columns - (j * width));
                int padded = columns > V.Count ? width : V.Count;
                GatherRight(chunks, layer, index, j * width, columns, padded, from, depth, batch, right);
                ref T b = ref MemoryMarshal.GetReference(right);
                for (int i = 0; i < tiles; i++)
                {
                    ref T a = ref left[i * height * depth];
                    ref T c = ref gradients[sum.Offset + (i * height * sum.Stride) + (j * width)];
                    int rows = Math.Min(height, sum.Rows - (i * height));
                    Tiles.Run<T, V>(rows, columns, ref a, 1, height, ref b, depth, new Start<T>(ref c, sum.Stride, 1), ref c, sum.Stride);
                }
            }
        }
    }

    // rows [from, from + depth) of L, as tiles of a few columns each: depth rows of height elements
    private static void GatherLeft(ReadOnlySpan<Chunk<T>> chunks, int layer, int index, int columns, int height, int from, int depth, int batch, Span<T> left)
    {
        foreach (var chunk in chunks)
        {
            var factors = chunk.Passes[layer].Factors(index, chunk.Input(layer));
            var stretches = new Stretches(chunk, batch, from, depth);
            while (stretches.Next())
            {
                for (int first = 0; first < columns; first += height)
                {
                    var tile = left.Slice((first * depth) + (stretches.To * height), stretches.Count * height);
                    GatherTile(factors, first, Math.Min(height, columns - first), height, stretches.Row, stretches.Count, tile);
                }
            }
        }
    }

    // columns [first, first + count) of some rows of L
    private static void GatherTile(in WeightFactors<T> factors, int first, int count, int height, int row, int rows, Span<T> tile)
    {
        int inFirst = Math.Clamp(factors.FirstWidth - first, 0, count);
        int inSecond = Math.Clamp(factors.FirstWidth + factors.SecondWidth - first, 0, count) - inFirst;
        Copy(factors.First, factors.FirstWidth, first, inFirst, row, rows, tile, height);
        Copy(factors.Second, factors.SecondWidth, first + inFirst - factors.FirstWidth, inSecond, row, rows, tile[inFirst..], height);
        for (int at = inFirst + inSecond; inFirst + inSecond < count && at < tile.Length; at += height)
        {
            tile[at] = T.One;
        }
    }

    private static void Copy(ReadOnlySpan<T> source, int stride, int column, int count, int row, int rows, Span<T> tile, int height)
    {
        if (count == 0)
        {
            return;
        }

        ref T from = ref Unsafe.AsRef(in source[(row * stride) + column]);
        if (count == height)
        {
            Panels.CopyRows(ref from, stride, rows, height, ref tile[0], height);
            return;
        }

        for (int p = 0; p < rows; p++)
        {
            ref T to = ref tile[p * height];
            for (int k = 0; k < count; k++)
            {
                Unsafe.Add(ref to, k) = Unsafe.Add(ref from, k);
            }

            from = ref Unsafe.Add(ref from, stride);
        }
    }

    // the same rows of R, some of its columns
    private static void GatherRight(
        ReadOnlySpan<Chunk<T>> chunks, int layer, int index, int first, int columns, int padded, int from, int depth, int batch, Span<T> panel)
    {
        foreach (var chunk in chunks)
        {
            var factors = chunk.Passes[layer].Factors(index, chunk.Input(layer));
            var stretches = new Stretches(chunk, batch, from, depth);
            while (stretches.Next())
            {
                ref T source = ref Unsafe.AsRef(in factors.Right[(stretches.Row * factors.RightStride) + first]);
                Panels.CopyRows(ref source, factors.RightStride, stretches.Count, columns, ref panel[stretches.To * padded], padded);
            }
        }
    }

    // The rows [from, from + depth) of the whole batch, steps first, that a chunk has: Count of them from its own Row on,
    // which are To, To + 1, ... of those asked for.
    private ref struct Stretches(Chunk<T> chunk, int batch, int from, int depth)
    {
        private readonly int _end = from + depth;
        private int _step = (from / batch) - 1;

        public int Row { get; private set; }

        public int To { get; private set; }

        public int Count { get; private set; }

        public bool Next()
        {
            if (chunk.Rows == batch)
            {
                // all of them at once
                bool first = Count == 0;
                (Row, To, Count) = (from, 0, depth);
                return first;
            }

            for (_step++; _step * batch < _end; _step++)
            {
                int start = (_step * batch) + chunk.FirstRow;
                int low = Math.Max(from, start);
                int high = Math.Min(_end, start + chunk.Rows);
                if (low < high)
                {
                    (Row, To, Count) = ((_step * chunk.Rows) + low - start, low - from, high - low);
                    return true;
                }
            }

            return false;
        }
    }
}
