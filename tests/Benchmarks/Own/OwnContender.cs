using System.Numerics;
using Benchmarks.Measuring;
using Benchmarks.Workloads;
using Recurrent;

namespace Benchmarks.Own;

/// <summary>The engine with a workload, through the calls that everybody has.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed class OwnContender<T> : IContender
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Action _call;
    private readonly Mode _mode;

    public OwnContender(Workload workload, Mode mode, int threads)
    {
        _mode = mode;
        var random = new Random(1);
        var model = new Sequential<T>(OwnLayers.For(workload)) { Seed = 1, Threads = threads };
        model.Compile(new Adam(), "mse");
        var x = Uniform(random, 1, workload.Batch, workload.Steps, workload.Features);
        bool sequence = workload.Layers.All(l => l.Sequences || l.Kind == LayerKind.Dense);
        var y = sequence ? Uniform(random, 1, workload.Batch, workload.Steps, workload.Outputs) : Uniform(random, 1, workload.Batch, workload.Outputs);
        model.Build(workload.Features);
        FillBiases(model, random);
        _call = mode switch
        {
            Mode.Train => () => model.TrainOnBatch(x, y),
            Mode.Forward => () => model.Predict(x, workload.Batch),
            _ => new OwnStep<T>(model, x).Run,
        };
        Subject = new Subject(workload, mode, threads, Weights(model), Doubles(x), Doubles(y), Output(model, x, workload, mode));
    }

    public string Name => "own";

    /// <summary>What the peers are given.</summary>
    public Subject Subject { get; }

    public double[] Time(int calls) => Stopwatches.Time(_call, calls, Stopwatches.RepeatsFor(_mode));

    public void Dispose()
    {
        // Nothing to give back: the model is managed memory.
    }

    // A zero bias would hide a peer's gates in another order.
    private static void FillBiases(Sequential<T> model, Random random)
    {
        foreach (var variable in model.Variables.Where(v => v.Name.EndsWith("bias", StringComparison.Ordinal)))
        {
            variable.Value = Uniform(random, 0.1, [.. variable.Shape]);
        }
    }

    private static double[] Output(Sequential<T> model, Tensor<T> x, Workload workload, Mode mode)
    {
        if (mode != Mode.Step)
        {
            return Doubles(model.Predict(x, workload.Batch));
        }

        var step = new OwnStep<T>(model, x);
        for (int k = 1; k < Subject.ComparedStep; k++)
        {
            step.Run();
        }

        return Doubles(step.Next());
    }

    private static Weight[] Weights(Sequential<T> model) =>
        [.. model.Variables.Select(v => new Weight(v.LayerIndex, v.Name, v.Shape, Doubles(v.Value)))];

    private static double[] Doubles(Tensor<T> tensor) => tensor.Cast<double>().ToArray();

    private static Tensor<T> Uniform(Random random, double size, params int[] shape)
    {
        var tensor = new Tensor<T>(shape);
        foreach (ref var value in tensor.AsSpan())
        {
            value = T.CreateTruncating(size * ((2 * random.NextDouble()) - 1));
        }

        return tensor;
    }
}
