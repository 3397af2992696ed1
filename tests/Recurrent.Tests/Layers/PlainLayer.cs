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

    public PlainLayer(RecurrentLayer layer, Sequential<double> model, string prefix)
    {
        _layer = layer;
        _kernel = model[0, prefix + "kernel"].ToArray2D();
        _recurrent = model[0, prefix + "recurrent_kernel"].ToArray2D();
        int columns = _kernel.GetLength(1);
        _bias = layer.UseBias ? model[0, prefix + "bias"].ToArray() : new double[layer is Gru { ResetAfter: true } ? 2 * columns : columns];
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
            double A(int block) => Dot(x, _kernel, (block * units) + k) + Dot(h, _recurrent!, (block * units) + k) + _bias[(block * units) + k];
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
        double Input(int block, int k) => Dot(x, _kernel, (block * units) + k) + _bias[(block * units) + k];
        double Recurrent(int block, int k) => Dot(h, _recurrent!, (block * units) + k) + (layer.ResetAfter ? _bias[(3 * units) + (block * units) + k] : 0);
        double[] z = [.. Enumerable.Range(0, units).Select(k => Phi(layer.RecurrentActivation, Input(0, k) + Recurrent(0, k)))];
        double[] r = [.. Enumerable.Range(0, units).Select(k => Phi(layer.RecurrentActivation, Input(1, k) + Recurrent(1, k)))];
        double[] reset = [.. h.Select((value, k) => r[k] * value)];
        double Candidate(int k) => layer.ResetAfter ? Input(2, k) + (r[k] * Recurrent(2, k)) : Input(2, k) + Dot(reset, _recurrent!, (2 * units) + k);
        return [.. Enumerable.Range(0, units).Select(k => (z[k] * h[k]) + ((1 - z[k]) * Phi(layer.Activation, Candidate(k))))];
    }
}
