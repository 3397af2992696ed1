using Recurrent;

namespace Figures;

/// <summary>
/// How much of a gradient is left k steps back in an untrained network: 64 units, 120 steps of 8 normal inputs, a batch of 32, in
/// double precision, loss gradient of ones at the last state. log10 of the ratio to lag 0, mean over five seeds. X08, X10, X11.
/// </summary>
public static class GradientAtTheStart
{
    /// <summary>Units of the measured cells.</summary>
    public const int Units = 64;

    private const int Steps = 120;
    private const int Batch = 32;
    private const int Features = 8;
    private const int Seeds = 5;

    /// <summary>log10 of |dL/dh(T-k)| / |dL/dh(T)| for k = 0 to 119.</summary>
    /// <param name="cell">A layer of <see cref="Units"/> units.</param>
    public static double[] OfTheState(Layer cell) => Mean(cell, false, run => run.HiddenGradient);

    /// <summary>The same of the cell state C.</summary>
    /// <param name="cell">An LSTM of <see cref="Units"/> units.</param>
    /// <param name="cutHiddenPath">Whether the paths through h are cut, so that the cell alone carries.</param>
    public static double[] OfTheCell(Layer cell, bool cutHiddenPath) => Mean(cell, cutHiddenPath, run => run.CellGradient);

    /// <summary>A tanh or sigmoid network's largest ratio of norm to bound (gamma sigma_max)^k, over 100 random matrices and all lags from 1 on; at most 1 (X06).</summary>
    /// <param name="activation">Tanh, with slope at most 1, or sigmoid, with slope at most 1/4.</param>
    /// <exception cref="ArgumentOutOfRangeException">The activation is another one.</exception>
    public static double LargestShareOfTheBound(Activation activation)
    {
        var slope = activation switch
        {
            Activation.Tanh => 1,
            Activation.Sigmoid => 0.25,
            _ => throw new ArgumentOutOfRangeException(nameof(activation), activation, "The bound is known here for Tanh and Sigmoid."),
        };
        return Enumerable.Range(1, 100).Max(seed =>
        {
            var cell = new SimpleRnn(Features, activation, recurrentInitializer: Initializer.Normal(0, (0.2 + (0.02 * seed)) / Math.Sqrt(Features)));
            var network = Network(cell, seed);
            var norms = Trace(network, Noise(1, 1), Features, false).HiddenGradientByLag();
            var bound = slope * LargestSingularValue(network[0, "recurrent_kernel"]);
            return norms.Select((norm, k) => norm / (norms[0] * Math.Pow(bound, k))).Skip(1).Max();
        });
    }

    /// <summary>The first lag at which the gradient of the sigmoid network is exactly zero in single precision, to the last entry (X08b).</summary>
    public static int FirstZeroOfTheSigmoidInSinglePrecision()
    {
        var network = Network(new SimpleRnn(Units, Activation.Sigmoid), 1).Cast<float>();
        var run = network.Trace(Noise(1, Batch).Cast<float>(), outputGradient: Ones(Batch, Units).Cast<float>()).Layers[0];
        return Enumerable.Range(0, Steps).First(k => run.HiddenGradient.Row(Steps - 1 - k).ToArray().All(value => value == 0));
    }

    private static double[] Mean(Layer cell, bool cut, Func<LayerTrace<double>, Tensor<double>> gradient)
    {
        ArgumentNullException.ThrowIfNull(cell);
        var runs = new double[Seeds][];
        Parallel.For(0, Seeds, k => runs[k] = Lag.Log10Ratios(ByLag(gradient(Trace(Network(cell, k + 1), Noise(k + 1, Batch), Units, cut)))));
        return Lag.Mean(runs);
    }

    private static LayerTrace<double> Trace(Sequential<double> network, Tensor<double> x, int units, bool cut) =>
        network.Trace(x, outputGradient: Ones(x.Shape[0], units), cutHiddenPath: cut).Layers[0];

    private static Sequential<double> Network(Layer cell, int seed)
    {
        var network = new Sequential<double>(cell) { Seed = seed, Threads = 1 };
        network.Build(Features);
        return network;
    }

    private static Tensor<double> Noise(int seed, int batch)
    {
        var random = new Xoshiro(seed);
        var x = new Tensor<double>(batch, Steps, Features);
        foreach (ref var value in x.AsSpan())
        {
            value = random.NextNormal();
        }

        return x;
    }

    private static Tensor<double> Ones(int batch, int units)
    {
        var ones = new Tensor<double>(batch, units);
        ones.AsSpan().Fill(1);
        return ones;
    }

    // Norm over the whole batch: gradient is [T, B, H].
    private static double[] ByLag(Tensor<double> gradient) =>
        [.. Enumerable.Range(0, Steps).Select(k => Math.Sqrt(gradient.Row(Steps - 1 - k).ToArray().Sum(value => value * value)))];

    private static double LargestSingularValue(Tensor<double> matrix) =>
        MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfArray(matrix.ToArray2D()).Svd(false).S[0];
}
