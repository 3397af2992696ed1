using System.Collections.Concurrent;
using Recurrent;

namespace Figures;

/// <summary>
/// A task whose samples are made anew for every update, so that nothing can be learnt by heart: one layer reads, a dense layer
/// answers, trained by Adam with the norm of the gradient clipped to 1.
/// </summary>
/// <param name="Batch">The samples that go with a seed.</param>
/// <param name="Outputs">Numbers in an answer, at least 1.</param>
/// <param name="Loss">The loss.</param>
/// <param name="Limit">Most updates, at least 1.</param>
/// <param name="SolvedBelow">The task counts as solved when the running mean of the loss lies below this; 0 to train up to the limit.</param>
/// <param name="Rate">Learning rate.</param>
public sealed record LearningTask(Func<long, TaskData> Batch, int Outputs, Loss Loss, int Limit, double SolvedBelow = 0, double Rate = 0.005)
{
    /// <summary>Updates over which the running mean of the loss is taken, roughly: each new loss has a weight of 1 over this.</summary>
    public const int Memory = 20;

    private const long BatchesPerSeed = 1_000_000;

    /// <summary>An untrained network for the task.</summary>
    /// <param name="layer">What reads the sequence.</param>
    /// <param name="seed">Seed of the weights.</param>
    public Sequential Network(Layer layer, long seed)
    {
        ArgumentNullException.ThrowIfNull(layer);
        var model = new Sequential(layer, new Dense(Outputs)) { Seed = seed, Threads = 1 };
        model.Compile(new Adam(Rate) { GlobalClipNorm = 1 }, Loss);
        model.Build(Batch(0).X.Shape[^1]);
        return model;
    }

    /// <summary>Trains a new network until the task is solved, or up to the limit.</summary>
    /// <param name="layer">What reads the sequence.</param>
    /// <param name="seed">Seed of the weights and of the batches, from 1.</param>
    /// <param name="truncation">How far back the gradient goes; the whole sequence unless given.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit or the seed is below 1.</exception>
    public LearningRun Learn(Layer layer, int seed, Truncation? truncation = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Limit, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(seed, 1);
        var model = Network(layer, seed);
        var (step, running) = (0, 0.0);
        while (step < Limit && !(step >= Memory && running < SolvedBelow))
        {
            var batch = Batch((seed * BatchesPerSeed) + step);
            step++;
            running += (model.TrainOnBatch(batch.Inputs, batch.Y, truncation: truncation) - running) / Math.Min(step, Memory);
        }

        return new LearningRun(seed, step, running < SolvedBelow, running, model);
    }

    /// <summary>Runs of <see cref="Learn"/> for each layer with the seeds 1, 2, ..., on all processors; the results do not depend on their number.</summary>
    /// <param name="seeds">How many seeds, at least 1.</param>
    /// <param name="layers">Name of each kind of network, each once, and what reads the sequence there.</param>
    /// <returns>The runs of each name, in the order of the seeds.</returns>
    /// <exception cref="ArgumentException">There is no layer, or a name comes twice.</exception>
    public IReadOnlyDictionary<string, LearningRun[]> LearnAll(int seeds, params (string Name, Layer Layer)[] layers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(seeds, 1);
        Require.Some(layers, nameof(layers));
        var runs = new Dictionary<string, LearningRun[]>();
        foreach (var (name, _) in layers)
        {
            if (!runs.TryAdd(name, new LearningRun[seeds]))
            {
                throw new ArgumentException($"Two networks are called '{name}'.", nameof(layers));
            }
        }

        var jobs = layers.SelectMany(net => Enumerable.Range(1, seeds).Select(seed => (net.Name, net.Layer, seed)));
        Parallel.ForEach(
            Partitioner.Create(jobs, EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            job => runs[job.Name][job.seed - 1] = Learn(job.Layer, job.seed));
        return runs;
    }
}

/// <summary>What became of one network on a <see cref="LearningTask"/>.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Steps">Updates made.</param>
/// <param name="Solved">Whether the task's condition was met.</param>
/// <param name="Loss">Running mean of the loss at the end.</param>
/// <param name="Model">The network.</param>
[TypeFormatterSource(typeof(OneLine), PreferredMimeTypes = [OneLine.MimeType])]
public sealed record LearningRun(int Seed, int Steps, bool Solved, double Loss, Sequential<float> Model)
{
    /// <summary>Seed, updates and loss.</summary>
    public override string ToString() => FormattableString.Invariant($"seed {Seed}: {(Solved ? "solved" : "not solved")} after {Steps} updates, loss {Loss:G3}");
}
