namespace Recurrent.Tests;

/// <summary>
/// The recurrent layers once more, one sample and one number at a time, written from the definitions and without any code
/// of the engine: what the fast way is compared with.
/// </summary>
internal sealed class PlainLayer
{
    private readonly RecurrentLayer _layer;
    private readonly double[,] _kernel;
    private readonly double[,]? _recurrent;
    private readonly double[] _bias;
    private readonly int[] _position;

    public PlainLayer(RecurrentLayer layer, Sequential<double> model, string prefix)
    {
        _layer = layer;
        _kernel = model[0, prefix + "kernel"].ToArray2D();
        _recurrent = model[0, prefix + "recurrent_kernel"].ToArray2D();
        int columns = _kernel.GetLength(1);
        _bias = layer.UseBias ? model[0, prefix + "bias"].ToArray() : new double[layer is Gru { ResetAfter: true } ? 2 * columns : columns];
        _position = [.. Enumerable.Range(0, columns / layer.Units)];
    }

    private PlainLayer(RecurrentLayer layer, double[,] kernel, double[,] recurrent, double[] bias, int[] position)
    {
        _layer = layer;
        _kernel = kernel;
        _recurrent = recurrent;
        _bias = bias;
        _position = position;
    }

    /// <summary>Weights whose block at position p belongs to gate order[p] of this layer; the steps read them there, or in another order.</summary>
    public PlainLayer WithGates(int[] order, int[] readAs)
    {
        int units = _layer.Units, columns = _kernel.GetLength(1);
        int From(int column) => (order[column / units] * units) + (column % units);
        double[,] Permuted(double[,] matrix)
        {
            var result = new double[matrix.GetLength(0), columns];
            for (int row = 0; row < matrix.GetLength(0); row++)
            {
                for (int column = 0; column < columns; column++)
                {
                    result[row, column] = matrix[row, From(column)];
                }
            }

            return result;
        }

        // a bias of two rows has each of them permuted
        double[] bias = [.. _bias.Select((_, k) => _bias[(k / columns * columns) + From(k % columns)])];
        int[] position = [.. Enumerable.Range(0, order.Length).Select(gate => Array.IndexOf(readAs, gate))];
        return new PlainLayer(_layer, Permuted(_kernel), Permuted(_recurrent!), bias, position);
    }

    /// <summary>Outputs of every step in the order of processing, and the final states, for one sample.</summary>
    public (List<double[]> Outputs, double[][] States) Run(double[][] x, bool[]? mask, double[][]? initial)
    {
        int units = _layer.Units;
        double[][] states = initial ?? [.. Enumerable.Range(0, _layer is Lstm ? 2 : 1).Select(_ => new double[units])];
        var outputs = new List<double[]>();
        for (int step = 0; step < x.Length; step++)
        {
            int t = _layer.GoBackwards ? x.Length - 1 - step : step;
            if (mask is not null && !mask[t])
            {
                outputs.Add(_layer.ZeroOutputForMask || outputs.Count == 0 ? new double[units] : outputs[^1]);
                continue;
            }

            states = _layer switch
            {
                SimpleRnn => [Simple(x[t], states[0])],
                Lstm lstm => Lstm(lstm, x[t], states[0], states[1]),
                _ => [Gru((Gru)_layer, x[t], states[0])],
            };
            outputs.Add(states[0]);
        }

        return (outputs, states);
    }

    private static double Phi(Activation activation, double a) => activation switch
    {
        Activation.Tanh => Math.Tanh(a),
        Activation.Sigmoid => 1 / (1 + Math.Exp(-a)),
        Activation.Relu => Math.Max(a, 0),
        _ => a,
    };

    // sum over rows of v[row] * matrix[row, column]
    private static double Dot(double[] v, double[,] matrix, int column) => Enumerable.Range(0, v.Length).Sum(row => v[row] * matrix[row, column]);

    private double[] Simple(double[] x, double[] h)
    {
        return [.. Enumerable.Range(0, h.Length).Select(k => Phi(_layer.Activation, Dot(x, _kernel, k) + Dot(h, _recurrent!, k) + _bias[k]))];
    }

    private double[][] Lstm(Lstm layer, double[] x, double[] h, double[] c)
    {
        int units = h.Length;
        double[] nextH = new double[units], nextC = new double[units];
        for (int k = 0; k < units; k++)
        {
            double A(int gate)
            {
                int column = (_position[gate] * units) + k;
                return Dot(x, _kernel, column) + Dot(h, _recurrent!, column) + _bias[column];
            }

            double i = Phi(layer.RecurrentActivation, A(0)), f = Phi(layer.RecurrentActivation, A(1));
            double g = Phi(layer.Activation, A(2)), o = Phi(layer.RecurrentActivation, A(3));
            nextC[k] = (f * c[k]) + (i * g);
            nextH[k] = o * Phi(layer.Activation, nextC[k]);
        }

        return [nextH, nextC];
    }

    private double[] Gru(Gru layer, double[] x, double[] h)
    {
        int units = h.Length;
        int Column(int gate, int k) => (_position[gate] * units) + k;
        double Input(int gate, int k) => Dot(x, _kernel, Column(gate, k)) + _bias[Column(gate, k)];
        double Recurrent(int gate, int k) => Dot(h, _recurrent!, Column(gate, k)) + (layer.ResetAfter ? _bias[(3 * units) + Column(gate, k)] : 0);
        double[] z = [.. Enumerable.Range(0, units).Select(k => Phi(layer.RecurrentActivation, Input(0, k) + Recurrent(0, k)))];
        double[] r = [.. Enumerable.Range(0, units).Select(k => Phi(layer.RecurrentActivation, Input(1, k) + Recurrent(1, k)))];
        double[] reset = [.. h.Select((value, k) => r[k] * value)];
        double Candidate(int k) => layer.ResetAfter ? Input(2, k) + (r[k] * Recurrent(2, k)) : Input(2, k) + Dot(reset, _recurrent!, Column(2, k));
        return [.. Enumerable.Range(0, units).Select(k => (z[k] * h[k]) + ((1 - z[k]) * Phi(layer.Activation, Candidate(k))))];
    }
}
