using System.Numerics;

namespace Recurrent;

/// <summary>
/// Adds up the gradients of the weights when all chunks of a batch have been through the backward pass: the sums of all layers,
/// cut into jobs for the threads. Neither the cut nor the split of the batch changes a bit.
/// </summary>
internal sealed class GradientSums<T>(AlignedBuffer<T> gradients)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly List<Job> _jobs = [];
    private readonly List<WeightAccumulator<T>> _accumulators = [];
    private Chunk<T>[] _chunks = [];
    private int _used;
    private int _threads;

    public int Jobs => _jobs.Count;

    private ReadOnlySpan<Chunk<T>> Chunks => _chunks.AsSpan(0, _used);

    /// <summary>Plans the jobs for the first chunks of a list; the plan of the last call is kept where it fits.</summary>
    public void Plan(Chunk<T>[] chunks, int used, int threads)
    {
        if (_threads == threads && _chunks == chunks && _used == used)
        {
            return;
        }

        (_chunks, _used, _threads) = (chunks, used, threads);
        _jobs.Clear();
        var passes = chunks[0].Passes;
        long all = passes.SelectMany(p => p.WeightSums).Sum(Work);
        for (int layer = 0; layer < passes.Length; layer++)
        {
            for (int index = 0; index < passes[layer].WeightSums.Count; index++)
            {
                var sum = passes[layer].WeightSums[index];
                int panels = Panels.Count<T>(sum.Columns);

                // one thread gathers L once; several get about two jobs each
                long parts = threads == 1 ? 1 : Math.Clamp(((2 * threads * Work(sum)) + all - 1) / all, 1, panels);
                for (int part = 0; part < parts; part++)
                {
                    _jobs.Add(new Job(layer, index, (int)(panels * part / parts), (int)(panels * (part + 1) / parts), Work(sum) / parts));
                }
            }
        }

        _jobs.Sort((a, b) => b.Work.CompareTo(a.Work));
        while (_accumulators.Count < _jobs.Count)
        {
            _accumulators.Add(new WeightAccumulator<T>());
        }
    }

    /// <summary>Does one job, on any thread.</summary>
    public void Run(int index)
    {
        var job = _jobs[index];
        _accumulators[index].Add(Chunks, job.Layer, job.Sum, job.FirstPanel, job.EndPanel, gradients);
    }

    /// <summary>Adds what is not such a sum, step by step and in each over the chunks.</summary>
    public void AddSteps()
    {
        for (int layer = 0; layer < _chunks[0].Passes.Length; layer++)
        {
            for (int t = 0; t < _chunks[0].Passes[layer].Steps; t++)
            {
                foreach (var chunk in Chunks)
                {
                    chunk.Passes[layer].AddStepGradient(t, chunk.Input(layer), gradients);
                }
            }
        }
    }

    /// <summary>All of a single chunk's gradients, on this thread.</summary>
    public static void Add(Chunk<T> chunk, AlignedBuffer<T> gradients)
    {
        var sums = new GradientSums<T>(gradients);
        sums.Plan([chunk], 1, threads: 1);
        for (int job = 0; job < sums.Jobs; job++)
        {
            sums.Run(job);
        }

        sums.AddSteps();
    }

    private static long Work(WeightSum sum) => (long)sum.Rows * sum.Columns;

    private readonly record struct Job(int Layer, int Sum, int FirstPanel, int EndPanel, long Work);
}
