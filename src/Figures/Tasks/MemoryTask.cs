using System.Collections.Concurrent;
using Recurrent;

namespace Figures;

/// <summary>
/// A task of <see cref="SequenceTasks"/> that networks learn from fresh samples: how many sequences an update sees, what the
/// network answers with, when it has got there, and which answers count as wrong.
/// </summary>
public sealed class MemoryTask
{
    private const int TestSamples = 2560;
    private const long TestSeed = -1;

    private readonly Func<int, long, TaskData> _samples;
    private readonly int _features;
    private readonly int _outputs;
    private readonly int _averaged;
    private readonly double _goal;
    private readonly double _tolerance;

    private MemoryTask(string name, Func<int, long, TaskData> samples, int features, int outputs, int batch, (int Updates, double Loss) goal, double tolerance)
    {
        (Name, _samples, _features, _outputs, Batch) = (name, samples, features, outputs, batch);
        ((_averaged, _goal), _tolerance) = (goal, tolerance);
    }

    /// <summary>What the task is called.</summary>
    public string Name { get; }

    /// <summary>Sequences in an update.</summary>
    public int Batch { get; }

    /// <summary>Sequences in a row that must be right, where that is the goal; 0 where a mean loss is.</summary>
    public int InARow { get; private init; }

    /// <summary>
    /// The adding problem with values in [0, 1), 50 sequences an update. The goal is a mean squared error below 0.01 over the last
    /// 20 updates; an answer is wrong if it is off by more than 0.04.
    /// </summary>
    /// <param name="steps">Length T, at least 2.</param>
    /// <param name="goal">The mean squared error to get below; 0 for a task without a goal.</param>
    public static MemoryTask Adding(int steps, double goal = 0.01) =>
        new($"adding, T = {steps}", (count, seed) => SequenceTasks.Adding(count, steps, seed), 2, 1, 50, (20, goal), 0.04);

    /// <summary>The adding problem with another length for every update, 50 sequences each, and no goal.</summary>
    /// <param name="shortest">Shortest length, at least 2.</param>
    /// <param name="longest">Longest length, at least the shortest.</param>
    /// <exception cref="ArgumentOutOfRangeException">The longest length is below the shortest.</exception>
    public static MemoryTask AddingMixed(int shortest, int longest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, shortest);
        int Steps(long seed) => shortest + new Xoshiro(seed).NextIndex(longest - shortest + 1);
        return new($"adding, T = {shortest} to {longest}", (count, seed) => SequenceTasks.Adding(count, Steps(seed), seed), 2, 1, 50, (20, 0), 0.04);
    }

    /// <summary>
    /// Adding as in experiment 4 of Hochreiter and Schmidhuber (1997), 50 sequences an update. The goal is theirs: 2,000 sequences
    /// in a row, each off by at most 0.04.
    /// </summary>
    /// <param name="steps">Shortest length T, at least 24.</param>
    public static MemoryTask AddingOriginal(int steps) =>
        new($"adding of 1997, T = {steps}", (count, seed) => SequenceTasks.AddingOriginal(count, steps, seed), 2, 1, 50, default, 0.04) { InARow = 2000 };

    /// <summary>
    /// Remember the first of T symbols: 2 classes, 8 distractors, 32 sequences an update. The goal is a mean cross-entropy below
    /// 0.02, or what is given, over the last 10 updates; an answer is wrong if the other class is more probable.
    /// </summary>
    /// <param name="steps">Length T, at least 1.</param>
    /// <param name="goal">The mean cross-entropy to get below.</param>
    public static MemoryTask RememberFirst(int steps, double goal = 0.02) =>
        new($"first symbol, T = {steps}", (count, seed) => SequenceTasks.RememberFirst(count, steps, seed), 10, 2, 32, (10, goal), 0.5);

    /// <summary>
    /// Temporal order, task 6a of Hochreiter and Schmidhuber (1997), 20 sequences an update. The goal is theirs: 2,000 sequences
    /// in a row, each with all four outputs within 0.3 of their targets. The outputs are probabilities.
    /// </summary>
    public static MemoryTask TemporalOrder() =>
        new("temporal order, task 6a", SequenceTasks.TemporalOrder, 8, 4, 20, default, 0.3) { InARow = 2000 };

    /// <summary>
    /// Temporal order without the marks at both ends: T symbols, an X or a Y in the second tenth and another in the fifth, all others random
    /// from four; 32 sequences an update. The goal is a mean cross-entropy below 0.02 over the last 10 updates.
    /// </summary>
    /// <param name="steps">Length T, at least 10.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 10 steps.</exception>
    public static MemoryTask TemporalOrderWithoutEnds(int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 10);
        return new($"temporal order without ends, T = {steps}", (count, seed) => OrderWithoutEnds(count, steps, seed), 6, 4, 32, (10, 0.02), 0.5);
    }

    /// <summary>Copy ten letters of eight after a wait, 32 sequences an update, an answer at every step, and no goal.</summary>
    /// <param name="lag">Steps between the letters and the first answer, at least 1.</param>
    public static MemoryTask Copy(int lag) =>
        new($"copy, lag {lag}", (count, seed) => SequenceTasks.Copy(count, lag, seed), 10, 10, 32, (10, 0), 0.5);

    /// <summary>Samples of the task.</summary>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="seed">Seed.</param>
    public TaskData Samples(int count, long seed) => _samples(count, seed);

    /// <summary>An untrained network: the layers, and a dense layer that answers. It measures the norm of its gradients.</summary>
    /// <param name="layers">Layers of which the last hands on one output for each answer.</param>
    /// <param name="seed">Seed of the weights.</param>
    /// <param name="optimizer">The optimiser, with its clipping.</param>
    public Sequential<float> Network(Layer[] layers, long seed, Optimizer optimizer)
    {
        Require.Some(layers, nameof(layers));
        ArgumentNullException.ThrowIfNull(optimizer);
        var model = new Sequential([.. layers, new Dense(_outputs)]) { Seed = seed, Threads = 1, MeasureGradientNorm = true };
        model.Compile(optimizer, _outputs == 1 ? new MeanSquaredError() : new SparseCategoricalCrossEntropy(fromLogits: true));
        model.Build(_features);
        return model;
    }

    /// <summary>Trains a new network on fresh sequences until the goal is reached, the limit, or the end of the finite numbers.</summary>
    /// <param name="layers">Layers of which the last hands on one output a sequence.</param>
    /// <param name="seed">Seed of the weights and of the training sequences.</param>
    /// <param name="optimizer">The optimiser, with its clipping.</param>
    /// <param name="limit">Most updates, at least 1.</param>
    /// <param name="toTheLimit">Whether to go on when the goal is reached.</param>
    /// <param name="watch">Told the number of updates made and the network, before the first update and after each.</param>
    /// <param name="truncation">How far back the gradient goes; the whole sequence unless given.</param>
    /// <exception cref="ArgumentException">There is no layer.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The limit is below 1.</exception>
    public MemoryRun Learn(
        Layer[] layers, int seed, Optimizer optimizer, int limit, bool toTheLimit = false, Action<int, Sequential<float>>? watch = null, Truncation? truncation = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var model = Network(layers, seed, optimizer);
        var (losses, norms, right, solved) = (new List<double>(), new List<double>(), 0, false);
        watch?.Invoke(0, model);
        while (norms.Count < limit && (toTheLimit || !solved))
        {
            var data = Samples(Batch, (1_000_000L * seed) + norms.Count);
            right = InARow > 0 ? RightInARow(model, data, right) : 0;
            if (!TryTrain(model, data, truncation, losses))
            {
                break;
            }

            norms.Add(model.GradientNorm);
            solved |= InARow > 0 ? right >= InARow : losses.Count >= _averaged && losses.TakeLast(_averaged).Average() < _goal;
            watch?.Invoke(norms.Count, model);
        }

        return new MemoryRun(seed, Batch, solved, [.. losses], [.. norms], Score(model), model);
    }

    /// <summary>Runs of <see cref="Learn"/> with the seeds 1, 2, ..., on all processors; the results do not depend on their number.</summary>
    /// <param name="layers">Makes the layers.</param>
    /// <param name="seeds">How many, at least 1.</param>
    /// <param name="optimizer">The optimiser, with its clipping.</param>
    /// <param name="limit">Most updates of a run, at least 1.</param>
    /// <param name="toTheLimit">Whether to go on when the goal is reached.</param>
    public MemoryRun[] LearnAll(Func<Layer[]> layers, int seeds, Optimizer optimizer, int limit, bool toTheLimit = false)
    {
        ArgumentNullException.ThrowIfNull(layers);
        ArgumentOutOfRangeException.ThrowIfLessThan(seeds, 1);
        var runs = new MemoryRun[seeds];
        Parallel.For(0, seeds, k => runs[k] = Learn(layers(), k + 1, optimizer, limit, toTheLimit));
        return runs;
    }

    /// <summary>Runs of <see cref="Learn"/> for several kinds of network with the seeds 1, 2, ..., on all processors; the results do not depend on their number.</summary>
    /// <param name="seeds">How many seeds, at least 1.</param>
    /// <param name="optimizer">The optimiser, with its clipping.</param>
    /// <param name="limit">Most updates of a run, at least 1.</param>
    /// <param name="nets">Name of each kind of network, each once, and its layer.</param>
    /// <returns>The runs of each name, in the order of the seeds.</returns>
    /// <exception cref="ArgumentException">There is no network, or a name comes twice.</exception>
    public IReadOnlyDictionary<string, MemoryRun[]> LearnAll(int seeds, Optimizer optimizer, int limit, params (string Name, Layer Layer)[] nets)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(seeds, 1);
        Require.Some(nets, nameof(nets));
        var runs = new Dictionary<string, MemoryRun[]>();
        foreach (var (name, _) in nets)
        {
            if (!runs.TryAdd(name, new MemoryRun[seeds]))
            {
                throw new ArgumentException($"Two networks are called '{name}'.", nameof(nets));
            }
        }

        var jobs = nets.SelectMany(net => Enumerable.Range(1, seeds).Select(seed => (net.Name, net.Layer, Seed: seed)));
        Parallel.ForEach(
            Partitioner.Create(jobs, EnumerablePartitionerOptions.NoBuffering),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount },
            job => runs[job.Name][job.Seed - 1] = Learn([job.Layer], job.Seed, optimizer, limit));
        return runs;
    }

    /// <summary>A network on 2,560 samples that it was not trained on, always the same ones.</summary>
    /// <param name="model">A network as <see cref="Network"/> makes it.</param>
    public MemoryScore Score(Sequential<float> model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var data = Samples(TestSamples, TestSeed);
        double loss = 0, error = 0;
        var (accurate, wrong) = (0, 0);
        foreach (var (outputs, target) in Answers(model, data))
        {
            var gaps = Gaps(outputs, target);
            loss += _outputs == 1 ? gaps[0] * gaps[0] : -Math.Log(Math.Max(double.Epsilon, 1 - gaps[(int)target]));
            error += gaps.Average();
            var isWrong = !IsRight(gaps);
            wrong += isWrong ? 1 : 0;
            accurate += (_outputs == 1 ? !isWrong : Array.IndexOf(outputs, outputs.Max()) == (int)target) ? 1 : 0;
        }

        var answers = data.Y.Length;
        return new MemoryScore(answers, loss / answers, error / answers, (double)accurate / answers, wrong);
    }

    private static bool TryTrain(Sequential<float> model, TaskData data, Truncation? truncation, List<double> losses)
    {
        try
        {
            losses.Add(model.TrainOnBatch(data.Inputs, data.Y, truncation: truncation));
            return true;
        }
        catch (DivergenceException)
        {
            losses.Add(double.NaN);
            return false;
        }
    }

    // Counted before the update, as a network sees its sequences one after the other.
    private int RightInARow(Sequential<float> model, TaskData data, int before)
    {
        foreach (var (outputs, target) in Answers(model, data))
        {
            before = IsRight(Gaps(outputs, target)) ? before + 1 : 0;
        }

        return before;
    }

    private IEnumerable<(double[] Outputs, double Target)> Answers(Sequential<float> model, TaskData data)
    {
        // One answer a sequence, or one a step.
        var (outputs, targets) = (model.Predict(data.Inputs, Math.Min(256, data.Y.Shape[0])).ToArray(), data.Y.ToArray());
        for (var n = 0; n < targets.Length; n++)
        {
            var row = outputs[(n * _outputs)..((n + 1) * _outputs)].Select(value => (double)value).ToArray();
            yield return (_outputs == 1 ? row : Probabilities(row), targets[n]);
        }
    }

    // Distance of each output from what it should be.
    private double[] Gaps(double[] outputs, double target) =>
        _outputs == 1 ? [Math.Abs(outputs[0] - target)] : [.. outputs.Select((p, k) => Math.Abs(p - (k == (int)target ? 1 : 0)))];

    // Written so that a NaN is not right.
    private bool IsRight(double[] gaps) => Array.TrueForAll(gaps, gap => gap <= _tolerance);

    private static TaskData OrderWithoutEnds(int samples, int steps, long seed)
    {
        const int X = 4;
        var random = new Xoshiro(seed);
        var (x, y) = (new Tensor<float>(samples, steps, 6), new Tensor<float>(samples));
        for (var n = 0; n < samples; n++)
        {
            int early = (steps / 10) + random.NextIndex(steps / 10), late = (4 * steps / 10) + random.NextIndex(steps / 10);
            int first = random.NextIndex(2), second = random.NextIndex(2);
            for (var t = 0; t < steps; t++)
            {
                x[n, t, t == early ? X + first : t == late ? X + second : random.NextIndex(4)] = 1;
            }

            y[n] = (2 * first) + second;
        }

        return new TaskData(x, y);
    }

    private static double[] Probabilities(double[] scores)
    {
        var largest = scores.Max();
        var powers = scores.Select(score => Math.Exp(score - largest)).ToArray();
        return [.. powers.Select(power => power / powers.Sum())];
    }
}
