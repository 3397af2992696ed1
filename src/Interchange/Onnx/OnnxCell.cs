using Recurrent;

namespace Interchange;

/// <summary>
/// The weights of one direction of a recurrent layer as ONNX's operators have them: W [gates H, D], R [gates H, H] and
/// B [2 gates H], the input's biases before the state's. Gates: LSTM i, o, f, candidate; GRU z, r, candidate.
/// </summary>
internal sealed record OnnxCell(float[] W, float[] R, float[] B)
{
    // which block of Keras stands at each place in ONNX
    private static readonly int[] s_lstm = [0, 3, 1, 2];
    private static readonly int[] s_gru = [0, 1, 2];
    private static readonly int[] s_simple = [0];

    public static int Gates(RecurrentLayer layer) => Order(layer).Length;

    public static string Operator(RecurrentLayer layer) => layer switch { Lstm => "LSTM", Gru => "GRU", _ => "RNN" };

    /// <summary>From a layer's weights; a missing bias is zero.</summary>
    public static OnnxCell From(RecurrentLayer layer, Tensor<float> kernel, Tensor<float> recurrentKernel, Tensor<float>? bias)
    {
        int[] order = Order(layer);
        int width = order.Length * layer.Units;
        var b = new float[2 * width];
        for (int at = 0; bias is not null && at < bias.Length; at++)
        {
            int row = at / width, column = at % width;
            b[(row * width) + To(column, layer.Units, order)] = bias.AsSpan()[at];
        }

        return new OnnxCell(Turned(kernel, layer.Units, order), Turned(recurrentKernel, layer.Units, order), b);
    }

    /// <summary>Back to kernel, recurrent kernel and bias, where the layer has one, in Keras' shapes.</summary>
    public Tensor<float>[] ToKeras(RecurrentLayer layer)
    {
        int[] order = Order(layer);
        int width = order.Length * layer.Units;
        Tensor<float>[] kernels = [TurnedBack(W, width, layer.Units, order), TurnedBack(R, width, layer.Units, order)];
        if (!layer.UseBias)
        {
            return kernels;
        }

        var bias = layer is Gru { ResetAfter: true } ? new Tensor<float>(2, width) : new Tensor<float>(width);
        for (int at = 0; at < B.Length; at++)
        {
            // where the layer has one bias it is the sum of both
            bias.AsSpan()[((at / width * width) + From(at % width, layer.Units, order)) % bias.Length] += B[at];
        }

        return [.. kernels, bias];
    }

    private static int[] Order(RecurrentLayer layer) => layer switch { Lstm => s_lstm, Gru => s_gru, _ => s_simple };

    // the place in ONNX of a column of Keras, and the other way
    private static int To(int column, int units, int[] order) => (Array.IndexOf(order, column / units) * units) + (column % units);

    private static int From(int row, int units, int[] order) => (order[row / units] * units) + (row % units);

    private static float[] Turned(Tensor<float> kernel, int units, int[] order)
    {
        int rows = kernel.Shape[0], columns = kernel.Shape[1];
        var turned = new float[kernel.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                turned[(To(column, units, order) * rows) + row] = kernel[row, column];
            }
        }

        return turned;
    }

    private static Tensor<float> TurnedBack(float[] weights, int columns, int units, int[] order)
    {
        int rows = weights.Length / columns;
        var kernel = new Tensor<float>(rows, columns);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                kernel[row, column] = weights[(To(column, units, order) * rows) + row];
            }
        }

        return kernel;
    }
}
