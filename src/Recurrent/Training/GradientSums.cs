using System.Numerics;

namespace Recurrent;

/// <summary>
/// Adds up the gradients of the weights when all chunks of a batch have been through the backward pass. A batch has one or two
/// halves by its size alone; each half is summed for itself, by the thread that has its data at hand, then they are added. So
/// neither the number of threads nor the split into chunks and jobs changes a bit.
/// </summary>
internal sealed class GradientSums<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // rows from which on a batch has two halves, and rows of which a half has a whole number
    private const int SmallestPair = 16;
    private const int Unit = 8;

    // elements of the gradients that are added up as one part; a whole number of cache lines
    private const int PartLength = 8 * 1024;

    private readonly AlignedBuffer<T> _gradients;
    private readonly AlignedBuffer<T> _second = new();
    private readonly List<Job> _jobs = [];
    private readonly List<WeightAccumulator<T>> _accumulators = [];
    private Chunk<T>[] _chunks = [];
    private int _used;
    private int _threads;
    private int _rows;
    private bool _inPlace;

    public GradientSums(AlignedBuffer<T> gradients)
    {
        _gradients = gradients;
    }

    public int Jobs => _jobs.Count;

    /// <summary>Parts of adding the halves; none where there is one.</summary>
    public int Parts => Halves == 2 ? (_gradients.Length + PartLength - 1) / PartLength : 0;

    private int Halves => _rows >= SmallestPair ? 2 : 1;

    private ReadOnlySpan<Chunk<T>> Chunks => _chunks.AsSpan(0, _used);

    /// <summary>Plans the jobs for the first chunks of a list; the plan of the last call is kept where it fits.</summary>
    public void Plan(Chunk<T>[] chunks, int used, int threads)
    {
        int rows = chunks[used - 1].FirstRow + chunks[used - 1].Rows;
        if (_threads == threads && _chunks == chunks && _used == used && _rows == rows)
        {
            return;
        }

        (_chunks, _used, _threads, _rows) = (chunks, used, threads, rows);
        _jobs.Clear();
        int first = rows / 2 / Unit * Unit;
        if (Halves == 2)
        {
            _second.Grow(_gradients.Length);
            PlanHalf(new RowRange(0, first), _gradients, (threads + 1) / 2);
            PlanHalf(new RowRange(first, rows - first), _second, (threads + 1) / 2);
        }
        else
        {
            PlanHalf(new RowRange(0, rows), _gradients, threads);
        }

        while (_accumulators.Count < _jobs.Count)
        {
            _accumulators.Add(new WeightAccumulator<T>());
        }
    }

    /// <summary>What the jobs find in the gradients is of no use to begin with, or is added to.</summary>
    public void Begin(bool inPlace) => _inPlace = inPlace;

    /// <summary>Does one job, on any thread.</summary>
    public void Run(int index)
    {
        var job = _jobs[index];
        _accumulators[index].Add(Chunks, job.Rows, job.Layer, job.Sum, job.FirstPanel, job.EndPanel, job.To, _inPlace);
    }

    /// <summary>Adds the second half to the first, for some of the gradients.</summary>
    public void AddHalves(int part)
    {
        int first = part * PartLength;
        int count = Math.Min(PartLength, _gradients.Length - first);
        Vectors.Add<T>(_second.AsSpan(first, count), _gradients.AsSpan(first, count));
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
                    chunk.Passes[layer].AddStepGradient(t, chunk.Input(layer), _gradients);
                }
            }
        }
    }

    /// <summary>All of a single chunk's gradients, on this thread.</summary>
    public static void Add(Chunk<T> chunk, AlignedBuffer<T> gradients)
    {
        var sums = new GradientSums<T>(gradients);
        sums.Plan([chunk], 1, threads: 1);
        sums.Begin(inPlace: true);
        for (int job = 0; job < sums.Jobs; job++)
        {
            sums.Run(job);
        }

        for (int part = 0; part < sums.Parts; part++)
        {
            sums.AddHalves(part);
        }

        sums.AddSteps();
    }

    // The jobs of a half stand together, so that one thread or a few neighbours take them.
    private void PlanHalf(RowRange rows, AlignedBuffer<T> to, int threads)
    {
        var passes = _chunks[0].Passes;
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
                    _jobs.Add(new Job(rows, to, layer, index, (int)(panels * part / parts), (int)(panels * (part + 1) / parts)));
                }
            }
        }
    }

    private static long Work(WeightSum sum) => (long)sum.Rows * sum.Columns;

    private readonly record struct Job(RowRange Rows, AlignedBuffer<T> To, int Layer, int Sum, int FirstPanel, int EndPanel);
}
