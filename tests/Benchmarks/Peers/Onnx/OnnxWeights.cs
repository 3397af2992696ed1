using Benchmarks.Own;
using Benchmarks.Workloads;

namespace Benchmarks.Peers.Onnx;

/// <summary>Keras' weights in the layout of ONNX' recurrent operators: W [directions, gates H, D], R [directions, gates H, H], B [directions, 2 gates H].</summary>
internal sealed class OnnxWeights
{
    // ONNX' LSTM has its blocks in the order i, o, f, c, Keras i, f, c, o; GRU is z, r, h in both.
    private static readonly int[] s_lstmBlocks = [0, 3, 1, 2];
    private readonly LayerSpec _layer;
    private readonly int[] _blocks;

    public OnnxWeights(LayerSpec layer, IEnumerable<Weight> weights)
    {
        _layer = layer;
        _blocks = layer.Kind switch { LayerKind.Lstm => s_lstmBlocks, LayerKind.Gru => [0, 1, 2], _ => [0] };
        var named = weights.ToDictionary(w => w.Name);
        string[] prefixes = layer.Bidirectional ? ["forward/", "backward/"] : [""];
        W = [.. prefixes.SelectMany(p => Transposed(named[p + "kernel"]))];
        R = [.. prefixes.SelectMany(p => Transposed(named[p + "recurrent_kernel"]))];
        B = [.. prefixes.SelectMany(p => Biases(named[p + "bias"]))];
        Features = named[prefixes[0] + "kernel"].Shape[0];
    }

    public int Gates => _blocks.Length;

    public int Features { get; }

    public float[] W { get; }

    public float[] R { get; }

    public float[] B { get; }

    // [rows, gates H] to [gates H, rows], the blocks in ONNX' order
    private float[] Transposed(Weight weight)
    {
        int rows = weight.Shape[0], columns = weight.Shape[1], units = _layer.Units;
        float[] result = new float[rows * columns];
        for (int to = 0; to < columns; to++)
        {
            int from = (_blocks[to / units] * units) + (to % units);
            for (int row = 0; row < rows; row++)
            {
                result[(to * rows) + row] = (float)weight.Values[(row * columns) + from];
            }
        }

        return result;
    }

    // Keras has one bias, in a GRU two; ONNX has two everywhere.
    private float[] Biases(Weight bias)
    {
        int width = Gates * _layer.Units;
        float[] result = new float[2 * width];
        for (int k = 0; k < bias.Values.Length; k++)
        {
            int row = k / width, to = k % width;
            result[k] = (float)bias.Values[(row * width) + (_blocks[to / _layer.Units] * _layer.Units) + (to % _layer.Units)];
        }

        return result;
    }
}
