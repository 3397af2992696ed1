using System.Numerics;
using Recurrent;

namespace Interchange;

/// <summary>
/// Gate blocks of H units between Keras' kernels [rows, gates H] and PyTorch's weights [gates H, rows]. An order says which
/// block of Keras stands at each place in PyTorch; it is its own inverse for all cells here.
/// </summary>
internal static class PyTorchBlocks
{
    public static Tensor<T> Transposed<T>(Tensor<T> kernel, int[] order)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = kernel.Shape[0], columns = kernel.Shape[1];
        var weight = new Tensor<T>(columns, rows);
        for (int column = 0; column < columns; column++)
        {
            int from = Moved(column, columns, order);
            for (int row = 0; row < rows; row++)
            {
                weight[column, row] = kernel[row, from];
            }
        }

        return weight;
    }

    public static Tensor<T> TransposedBack<T>(Tensor<T> weight, int[] order)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int columns = weight.Shape[0], rows = weight.Shape[1];
        var kernel = new Tensor<T>(rows, columns);
        for (int column = 0; column < columns; column++)
        {
            int from = Moved(column, columns, order);
            for (int row = 0; row < rows; row++)
            {
                kernel[row, column] = weight[from, row];
            }
        }

        return kernel;
    }

    public static T[] Moved<T>(ReadOnlySpan<T> bias, int[] order)
    {
        var moved = new T[bias.Length];
        for (int k = 0; k < moved.Length; k++)
        {
            moved[k] = bias[Moved(k, moved.Length, order)];
        }

        return moved;
    }

    private static int Moved(int column, int columns, int[] order)
    {
        int units = columns / order.Length;
        return (order[column / units] * units) + (column % units);
    }
}
