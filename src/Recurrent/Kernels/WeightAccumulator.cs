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
    // Rows gathered at a time at most: a panel of R and a tile of L fill the first cache. Where the gradients do not fit into the
    // second one, they are what has to be fetched least often, and a panel fills that.
    private const int Depth = 352;
    private const int GreatDepth = 1024;
    private const int GreatSum = 128 * 1024;

    private readonly AlignedBuffer<T> _left = new();
    private readonly AlignedBuffer<T> _right = new();

    /// <summary>The panels [firstPanel, endPanel) of one sum of a layer over the rows of a part of the batch, added to the gradients or in their place.</summary>
    public void Add(ReadOnlySpan<Chunk<T>> chunks, RowRange rows, int layer, int index, int firstPanel, int endPanel, Span<T> gradients, bool inPlace)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Add<Wide<T>>(chunks, rows, layer, index, firstPanel, endPanel, gradients, inPlace);
        }
        else
        {
            Add<Narrow<T>>(chunks, rows, layer, index, firstPanel, endPanel, gradients, inPlace);
        }
    }

    private void Add<V>(
        ReadOnlySpan<Chunk<T>> chunks, RowRange rows, int layer, int index, int firstPanel, int endPanel, Span<T> gradients, bool inPlace)
        where V : struct, IVector<V, T>
    {
        var sum = chunks[0].Passes[layer].WeightSums[index];
        int steps = sum.LastStepOnly ? 1 : chunks[0].Passes[layer].Steps;
        int height = V.TileRows;
        int tiles = (sum.Rows + height - 1) / height;
        int width = 2 * V.Count;
        int total = steps * rows.Count;
        WorkCount.MultiplyAdds += (long)total * sum.Rows * (Math.Min(sum.Columns, endPanel * width) - (firstPanel * width));
        int block = Block(total, sum.Rows * sum.Columns > GreatSum ? GreatDepth : Depth);
        _left.Grow(tiles * height * block);
        _right.Grow(width * block);
        Span<T> left = _left, right = _right;
        for (int from = 0; from < total; from += block)
        {
            int depth = Math.Min(block, total - from);
            GatherLeft<V>(chunks, rows, layer, index, sum.Rows, from, depth, left);
            for (int j = firstPanel; j < endPanel; j++)
            {
                int columns = Math.Min(width, sum.Columns - (j * width));
                int padded = columns > V.Count ? width : V.Count;
                GatherRight(chunks, rows, layer, index, j * width, columns, padded, from, depth, right);
                ref T b = ref MemoryMarshal.GetReference(right);
                for (int i = 0; i < tiles; i++)
                {
                    ref T a = ref left[i * height * depth];
                    ref T c = ref gradients[sum.Offset + (i * height * sum.Stride) + (j * width)];
                    int tileRows = Math.Min(height, sum.Rows - (i * height));
                    var start = inPlace && from == 0 ? Start<T>.Zero : new Start<T>(ref c, sum.Stride, 1);
                    Tiles.Run<T, V>(tileRows, columns, new Factors<T>(ref a, 1, height, ref b, depth), default, start, ref c, sum.Stride);
                }
            }
        }
    }

    // blocks of nearly the same size
    private static int Block(int total, int most)
    {
        int blocks = (total + most - 1) / most;
        return (total + blocks - 1) / blocks;
    }

    // rows [from, from + depth) of L, as tiles of a few columns each: depth rows of height elements
    private static void GatherLeft<V>(ReadOnlySpan<Chunk<T>> chunks, RowRange rows, int layer, int index, int columns, int from, int depth, Span<T> left)
        where V : struct, IVector<V, T>
    {
        int height = V.TileRows;
        foreach (var chunk in chunks)
        {
            var factors = chunk.Passes[layer].Factors(index, chunk.Input(layer));
            int end = factors.FirstWidth + factors.SecondWidth;
            var stretches = new Stretches(chunk, rows, from, depth);
            while (stretches.Next())
            {
                // the second factor first: where its columns open a tile, it writes over the place of the first
                var to = left[(stretches.To * height)..];
                Spread<V>(factors.Second, factors.SecondWidth, stretches.Row, stretches.Count, to, factors.FirstWidth, depth);
                Spread<V>(factors.First, factors.FirstWidth, stretches.Row, stretches.Count, to, 0, depth);
                for (int p = 0, at = (end / height * height * depth) + (end % height); end < columns && p < stretches.Count; p++, at += height)
                {
                    to[at] = T.One;
                }
            }
        }
    }

    // some rows of a matrix, whose first column is column `first` of L, to the tiles; row p of tile i begins at (i depth + p) height
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Spread<V>(ReadOnlySpan<T> source, int width, int row, int rows, Span<T> to, int first, int depth)
        where V : struct, IVector<V, T>
    {
        if (width == 0)
        {
            return;
        }

        int height = V.TileRows;
        ref T from = ref MemoryMarshal.GetReference(source.Slice(row * width, rows * width));
        int opening = Math.Min(width, (height - (first % height)) % height);
        ref T tile = ref to[(first / height * height * depth) + (first % height)];
        if (opening > 0)
        {
            SpreadPart(ref from, width, ref tile, height, rows, opening, whole: width >= 8);
            tile = ref Unsafe.Add(ref tile, (height * depth) - (first % height));
        }

        int whole = (width - opening) / height;
        for (int p = 0; p < rows && whole > 0; p++)
        {
            ref T start = ref Unsafe.Add(ref from, (p * width) + opening);
            for (int i = 0; i < whole; i++)
            {
                Copy(ref Unsafe.Add(ref start, i * height), ref Unsafe.Add(ref tile, (i * height * depth) + (p * height)), height);
            }
        }

        int rest = width - opening - (whole * height);
        if (rest > 0)
        {
            ref T last = ref Unsafe.Add(ref tile, whole * height * depth);
            SpreadPart(ref Unsafe.Add(ref from, width - rest), width, ref last, height, rows, rest, whole: false);
        }
    }

    // a few columns of every row; whole: as eight, of which those too many are written over by the next row's, save in the last row
    private static void SpreadPart(ref T from, int stride, ref T to, int height, int rows, int count, bool whole)
    {
        for (int p = 0; p < rows; p++)
        {
            Copy(ref Unsafe.Add(ref from, p * stride), ref Unsafe.Add(ref to, p * height), whole && height == 8 && p < rows - 1 ? height : count);
        }
    }

    // eight elements as one vector, fewer one by one
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(ref T from, ref T to, int count)
    {
        if (typeof(T) == typeof(float) && count == 8)
        {
            Vector256.LoadUnsafe(ref from).StoreUnsafe(ref to);
        }
        else if (typeof(T) == typeof(double) && count == 8)
        {
            Vector512.LoadUnsafe(ref from).StoreUnsafe(ref to);
        }
        else
        {
            for (int k = 0; k < count; k++)
            {
                Unsafe.Add(ref to, k) = Unsafe.Add(ref from, k);
            }
        }
    }

    // the same rows of R, some of its columns
    private static void GatherRight(
        ReadOnlySpan<Chunk<T>> chunks, RowRange rows, int layer, int index, int first, int columns, int padded, int from, int depth, Span<T> panel)
    {
        foreach (var chunk in chunks)
        {
            var factors = chunk.Passes[layer].Factors(index, chunk.Input(layer));
            var stretches = new Stretches(chunk, rows, from, depth);
            while (stretches.Next())
            {
                ref T source = ref Unsafe.AsRef(in factors.Right[(stretches.Row * factors.RightStride) + first]);
                Panels.CopyRows(ref source, factors.RightStride, stretches.Count, columns, ref panel[stretches.To * padded], padded);
            }
        }
    }

    // The rows [from, from + depth) of a part of the batch, steps first, that a chunk has: Count of them from its own Row on,
    // which are To, To + 1, ... of those asked for.
    private ref struct Stretches(Chunk<T> chunk, RowRange rows, int from, int depth)
    {
        private readonly int _end = from + depth;
        private readonly int _first = Math.Max(rows.First, chunk.FirstRow);
        private readonly int _last = Math.Min(rows.First + rows.Count, chunk.FirstRow + chunk.Rows);
        private int _step = (from / rows.Count) - 1;

        public int Row { get; private set; }

        public int To { get; private set; }

        public int Count { get; private set; }

        public bool Next()
        {
            if (chunk.Rows == rows.Count && chunk.FirstRow == rows.First)
            {
                // all of them at once
                bool first = Count == 0;
                (Row, To, Count) = (from, 0, depth);
                return first;
            }

            for (_step++; _first < _last && _step * rows.Count < _end; _step++)
            {
                int start = (_step * rows.Count) + _first - rows.First;
                int low = Math.Max(from, start);
                int high = Math.Min(_end, start + _last - _first);
                if (low < high)
                {
                    (Row, To, Count) = ((_step * chunk.Rows) + _first - chunk.FirstRow + low - start, low - from, high - low);
                    return true;
                }
            }

            return false;
        }
    }
}

/// <summary>Some samples of a batch, one after the other.</summary>
internal readonly record struct RowRange(int First, int Count);
