using Benchmarks.Peers;
using Benchmarks.Workloads;

namespace Benchmarks.Growth;

/// <summary>How times grow with the number of units, of time steps and of samples, for each kind of layer.</summary>
internal sealed class GrowthCurves(BenchmarkOptions options, IReadOnlyList<IPeer> peers)
{
    private const int Hidden = 64;
    private const int Steps = 50;
    private const int Batch = 32;
    private const int Features = 16;
    private static readonly int[] s_hidden = [8, 16, 32, 64, 128, 256, 512];
    private static readonly int[] s_steps = [1, 3, 10, 30, 100, 300, 1000];
    private static readonly int[] s_batch = [1, 4, 16, 32, 64, 128, 256];

    public IEnumerable<GrowthPoint> Points() =>
        from kind in (LayerKind[])[LayerKind.SimpleRnn, LayerKind.Lstm, LayerKind.Gru]
        from size in Sizes()
        from mode in (Mode[])[Mode.Train, Mode.Forward]
        from threads in options.Threads
        from point in Measure(kind, size.Axis, size.Hidden, size.Steps, size.Batch, mode, threads)
        select point;

    private static IEnumerable<(string Axis, int Hidden, int Steps, int Batch)> Sizes() =>
        s_hidden.Select(h => ("hidden", h, Steps, Batch))
            .Concat(s_steps.Select(t => ("steps", Hidden, t, Batch)))
            .Concat(s_batch.Select(b => ("batch", Hidden, Steps, b)));

    private IEnumerable<GrowthPoint> Measure(LayerKind kind, string axis, int hidden, int steps, int batch, Mode mode, int threads)
    {
        var workload = new Workload($"{kind} {hidden} x {steps} x {batch}", [new(kind, hidden), new(LayerKind.Dense, 1)], batch, steps, Features, [mode]);
        return Match.Run(workload, mode, threads, peers, options.Rounds).Select(timing => new GrowthPoint
        {
            Axis = axis,
            Layer = kind.ToString(),
            Hidden = hidden,
            Steps = steps,
            Batch = batch,
            Features = Features,
            Mode = mode.ToString().ToLowerInvariant(),
            Threads = threads,
            Engine = timing.Name,
            BestMs = timing.Best,
            MedianMs = timing.Median,
        });
    }
}
