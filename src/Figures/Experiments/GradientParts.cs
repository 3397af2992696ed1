using Recurrent;

namespace Figures;

/// <summary>The gradient of a recurrent matrix taken apart by lag (X04): the error at the last of 60 steps, 32 tanh units, one sequence, double precision.</summary>
public static class GradientParts
{
    private const int Steps = 60;

    /// <summary>The norm of what the weight's use k steps before the end adds to dL/dWh, for k = 0 to 58.</summary>
    /// <param name="gain">Factor on the orthogonal start of Wh.</param>
    public static double[] ByLag(double gain = 1)
    {
        var trace = Trace(gain);
        return [.. Enumerable.Range(0, Steps - 1).Select(k => Norm(trace.RecurrentContribution(Steps - 1 - k).ToArray()))];
    }

    /// <summary>The largest gap between the sum of all parts and the gradient, over the gradient's largest entry.</summary>
    public static double GapOfTheSum()
    {
        var trace = Trace(1);
        var sum = new double[32 * 32];
        for (var t = 0; t < Steps; t++)
        {
            foreach (var (value, i) in trace.RecurrentContribution(t).ToArray().Select((value, i) => (value, i)))
            {
                sum[i] += value;
            }
        }

        var whole = trace.Gradients["recurrent_kernel"].ToArray();
        return sum.Zip(whole, (a, b) => Math.Abs(a - b)).Max() / whole.Max(Math.Abs);
    }

    private static LayerTrace<double> Trace(double gain)
    {
        var network = new Sequential<double>(new SimpleRnn(32, recurrentInitializer: Initializer.Orthogonal(gain))) { Seed = 1 };
        network.Build(4);
        var (random, x, ones) = (new Xoshiro(4), new Tensor<double>(1, Steps, 4), new Tensor<double>(1, 32));
        foreach (ref var value in x.AsSpan())
        {
            value = random.NextNormal();
        }

        ones.AsSpan().Fill(1);
        return network.Trace(x, outputGradient: ones).Layers[0];
    }

    private static double Norm(double[] values) => Math.Sqrt(values.Sum(value => value * value));
}
