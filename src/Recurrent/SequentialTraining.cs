using System.Numerics;

namespace Recurrent;

public partial class Sequential<T>
{
    private Loss? _loss;
    private Optimizer? _optimizer;
    private OptimizerState<T>? _state;
    private Xoshiro? _random;
    private int[] _order = [];

    /// <summary>The loss that Compile took, or null before it.</summary>
    public Loss? Loss => _loss;

    /// <summary>The optimiser that Compile took, or null before it.</summary>
    public Optimizer? Optimizer => _optimizer;

    /// <summary>Number of updates made since Compile, over all calls.</summary>
    public long Updates => _state?.Updates ?? 0;

    /// <summary>
    /// Whether training throws a <see cref="DivergenceException"/> when the loss or a gradient is infinite or not a number.
    /// True by default; false lets it go on, to show what happens.
    /// </summary>
    public bool StopOnDivergence { get; set; } = true;

    /// <summary>Whether every update measures the norm of all gradients before clipping; false by default.</summary>
    public bool MeasureGradientNorm { get; set; }

    /// <summary>That norm at the last update; not a number where it was not measured.</summary>
    public double GradientNorm { get; private set; } = double.NaN;

    /// <summary>
    /// Trains. Before each epoch the samples are put into a new random order, then cut into batches; the last, smaller
    /// one is used too. The loss of an epoch is the mean over its samples, each batch measured before its update.
    /// </summary>
    /// <param name="x">[samples, steps, features].</param>
    /// <param name="y">[samples, units], or [samples, steps, units] for a sequence output; an axis of 1 at the end may be missing.</param>
    /// <param name="epochs">Number of passes over the samples, at least 1.</param>
    /// <param name="batchSize">Samples for an update, at least 1.</param>
    /// <param name="shuffle">False: batches in the order of the data.</param>
    /// <param name="validationSplit">Share of the samples, the last ones, that is kept for validation, in [0, 1).</param>
    /// <param name="validationData">Samples and targets for validation; they win over the split.</param>
    /// <param name="validationBatchSize">Samples in a pass of validation, at least 1; the batch size by default. The result does not depend on it.</param>
    /// <param name="validationFrequency">Epochs from one validation to the next, at least 1; the history has a value for each validation.</param>
    /// <param name="sampleWeight">A factor for each sample, [samples], or step, [samples, steps]; the divisor stays their count.</param>
    /// <param name="seed">
    /// Starts the random order anew, and the weights too where the model is not built yet; null goes on with the numbers of the last call.
    /// </param>
    /// <param name="truncation">How far gradients go back in time; null for the whole sequence.</param>
    /// <param name="callbacks">Told after each update and epoch; they may stop training, such as <see cref="EarlyStopping"/>.</param>
    /// <param name="progress">Told after each epoch.</param>
    /// <param name="cancellationToken">Stops before the next batch with an OperationCanceledException; the updates made so far stay.</param>
    /// <exception cref="InvalidOperationException">Compile was not called.</exception>
    /// <exception cref="ArgumentException">A shape does not fit, data is empty or not finite, or x and y differ in length.</exception>
    /// <exception cref="DivergenceException">The loss or a gradient is not finite, and StopOnDivergence is set.</exception>
    /// <returns>The loss and the metrics of each epoch, and with validation its loss and metrics.</returns>
    public History Fit(
        Inputs<T> x,
        Tensor<T> y,
        int epochs = 1,
        int batchSize = 32,
        bool shuffle = true,
        double validationSplit = 0,
        (Inputs<T> X, Tensor<T> Y)? validationData = null,
        int? validationBatchSize = null,
        int validationFrequency = 1,
        Tensor<T>? sampleWeight = null,
        long? seed = null,
        Truncation? truncation = null,
        IEnumerable<Callback>? callbacks = null,
        IProgress<EpochProgress>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(validationFrequency, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(validationBatchSize ?? batchSize, 1, nameof(validationBatchSize));
        CheckTruncation(truncation);
        var network = ReadyToTrain(x, y, sampleWeight, seed);
        int samples = x.X.Shape[0];
        int training = validationData is null ? TrainingSamples(samples, validationSplit) : samples;
        if (validationData is var (vx, vy))
        {
            Guard.Inputs(network, vx, nameof(validationData));
            CheckTargets(network, vx, vy);
        }

        int[] order = [.. Enumerable.Range(0, samples)];
        var history = new History();
        Callback[] watchers = [.. callbacks ?? []];
        int outputSteps = network.Output.Sequence ? network.Steps(x) : 1;
        double[] metrics = new double[_metrics.Length];
        string[] names = ["loss", .. _metrics.Select(m => m.Name)];
        string[] measured = [.. names, .. validationData is not null || training < samples ? names.Select(n => "val_" + n) : []];
        var control = new TrainingControl(measured, () => network.Parameters.Values.AsSpan().ToArray(), kept => ((T[])kept).CopyTo(network.Parameters.Values.AsSpan()));
        Array.ForEach(watchers, w => w.OnTrainBegin(control));
        for (int epoch = 0; epoch < epochs && !control.Stopped; epoch++)
        {
            if (shuffle)
            {
                Order(samples).AsSpan(0, training).CopyTo(order);
                _random!.Shuffle(order.AsSpan(0, training));
            }

            double sum = 0;
            Array.Clear(metrics);
            for (int start = 0; start < training; start += batchSize)
            {
                cancellationToken.ThrowIfCancellationRequested();
                int count = Math.Min(batchSize, training - start);
                double batchLoss = TrainBatch(network, x, y, sampleWeight, order, start, count, truncation);
                sum += batchLoss * count;
                network.AddMetricSums(metrics);
                foreach (var watcher in watchers)
                {
                    watcher.OnBatchEnd(new BatchProgress(epoch, start / batchSize, Updates, batchLoss, GradientNorm), control);
                }
            }

            history.Add("loss", sum / training);
            AddMetrics(history, "", metrics, training * outputSteps);
            int rows = validationBatchSize ?? batchSize;
            double? validation = (epoch + 1) % validationFrequency != 0 ? null
                : validationData is var (valX, valY) ? EvaluateSamples(network, valX, valY, null, 0, valX.X.Shape[0], rows, metrics)
                : training < samples ? EvaluateSamples(network, x, y, sampleWeight, training, samples - training, rows, metrics)
                : null;
            if (validation is double value)
            {
                history.Add("val_loss", value);
                int validated = validationData is var (given, _) ? given.X.Shape[0] * (network.Output.Sequence ? network.Steps(given) : 1) : (samples - training) * outputSteps;
                AddMetrics(history, "val_", metrics, validated);
            }

            var report = new EpochProgress(epoch, epochs, sum / training, validation) { Values = history.Last(withValidation: validation is not null) };
            Array.ForEach(watchers, w => w.OnEpochEnd(report, control));
            progress?.Report(report);
        }

        Array.ForEach(watchers, w => w.OnTrainEnd(control));
        return history;
    }

    /// <summary>One update with all samples as one batch. A warmed-up call allocates nothing.</summary>
    /// <param name="x">[samples, steps, features].</param>
    /// <param name="y">As for Fit.</param>
    /// <param name="sampleWeight">As for Fit.</param>
    /// <param name="truncation">As for Fit.</param>
    /// <returns>The loss before the update.</returns>
    /// <exception cref="InvalidOperationException">Compile was not called.</exception>
    /// <exception cref="ArgumentException">As for Fit.</exception>
    /// <exception cref="DivergenceException">As for Fit.</exception>
    public double TrainOnBatch(Inputs<T> x, Tensor<T> y, Tensor<T>? sampleWeight = null, Truncation? truncation = null)
    {
        var network = ReadyToTrain(x, y, sampleWeight, null);
        int samples = x.X.Shape[0];
        CheckTruncation(truncation);
        return TrainBatch(network, x, y, sampleWeight, Order(samples), 0, samples, truncation);
    }

    /// <summary>Mean loss over all samples; it does not depend on the batch size.</summary>
    /// <param name="x">[samples, steps, features].</param>
    /// <param name="y">As for Fit.</param>
    /// <param name="batchSize">Samples in a pass, at least 1.</param>
    /// <param name="sampleWeight">As for Fit.</param>
    /// <exception cref="InvalidOperationException">Compile was not called.</exception>
    /// <exception cref="ArgumentException">As for Fit.</exception>
    public double Evaluate(Inputs<T> x, Tensor<T> y, int batchSize = 32, Tensor<T>? sampleWeight = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        var network = ReadyToTrain(x, y, sampleWeight, null);
        return EvaluateSamples(network, x, y, sampleWeight, 0, x.X.Shape[0], batchSize, new double[_metrics.Length]);
    }

    /// <summary>As <see cref="Evaluate"/>, with the metrics that Compile took: "loss" and each metric's name with its value.</summary>
    /// <param name="x">[samples, steps, features].</param>
    /// <param name="y">As for Fit.</param>
    /// <param name="batchSize">Samples in a pass, at least 1.</param>
    /// <param name="sampleWeight">As for Fit; it goes into the loss alone.</param>
    /// <exception cref="InvalidOperationException">Compile was not called.</exception>
    /// <exception cref="ArgumentException">As for Fit.</exception>
    public IReadOnlyDictionary<string, double> EvaluateMetrics(Inputs<T> x, Tensor<T> y, int batchSize = 32, Tensor<T>? sampleWeight = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        var network = ReadyToTrain(x, y, sampleWeight, null);
        double[] sums = new double[_metrics.Length];
        int samples = x.X.Shape[0];
        var history = new History();
        history.Add("loss", EvaluateSamples(network, x, y, sampleWeight, 0, samples, batchSize, sums));
        AddMetrics(history, "", sums, samples * (network.Output.Sequence ? network.Steps(x) : 1));
        return history.Last(withValidation: false);
    }

    internal void CheckReady(in Inputs<T> x, Tensor<T> y) => ReadyToTrain(x, y, null, null);

    // floor(n (1 - split)) samples are trained on, in double precision as in Keras
    internal static int TrainingSamples(int samples, double split)
    {
        if (!(split >= 0 && split < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(split), split, "validationSplit lies in [0, 1).");
        }

        int training = (int)Math.Floor(samples * (1 - split));
        if (split > 0 && (training == 0 || training == samples))
        {
            throw new ArgumentException($"validationSplit {split} cuts {samples} samples into {training} and {samples - training}; neither side may be empty.", nameof(split));
        }

        return training;
    }

    private Network<T> ReadyToTrain(in Inputs<T> x, Tensor<T> y, Tensor<T>? sampleWeight, long? seed)
    {
        if (_loss is null || _optimizer is null)
        {
            throw new InvalidOperationException("Call Compile with an optimiser and a loss first.");
        }

        if (_layers.Count > 0 && _layers[^1] is Bidirectional { MergeMode: MergeMode.None })
        {
            throw new InvalidOperationException("A model whose last layer has two outputs (merge mode None) has no loss; it can only predict.");
        }

        ArgumentNullException.ThrowIfNull(y);
        var network = BuiltFor(x, nameof(x), seed);
        network.Metrics = _metrics;
        CheckTargets(network, x, y);
        Guard.SampleWeight(sampleWeight, x.X.Shape[0], network.Output.Sequence ? network.Steps(x) : 1, nameof(sampleWeight));
        _state ??= new OptimizerState<T>(_optimizer, network.Parameters);
        if (seed is not null || _random is null)
        {
            _random = Xoshiro.For(seed ?? Seed, -1, 0);
        }

        return network;
    }

    private void CheckTargets(Network<T> network, in Inputs<T> x, Tensor<T> y)
    {
        int samples = x.X.Shape[0];
        if (y.Rank == 0 || y.Shape[0] != samples)
        {
            throw new ArgumentException($"y has shape {Shapes.Text(y.ShapeArray)} but x has {samples} samples; both need the same number.", nameof(y));
        }

        Span<int> prediction = network.Output.Sequence ? [samples, network.Steps(x), network.Output.Features] : [samples, network.Output.Features];
        Guard.Target(_loss!, y, prediction);
        int width = network.Output.Features, targetWidth = _loss!.TargetWidth(width);
        if (_metrics.Length > 0 && targetWidth != 1 && targetWidth != width)
        {
            throw new InvalidOperationException($"The metric \"{_metrics[0].Name}\" needs targets of width 1 or {width}; those of {_loss.Name} have {targetWidth}.");
        }

        Guard.Finite(y, nameof(y));
    }

    private double TrainBatch(
        Network<T> network, in Inputs<T> x, Tensor<T> y, Tensor<T>? sampleWeight, int[] order, int start, int count, Truncation? truncation)
    {
        long seed = unchecked((long)_random!.NextBits());
        using var subnormals = Subnormals.CountAsZero();
        double loss = network.Train(x, y, sampleWeight, _loss!, order, start, count, seed, truncation);
        var parameters = network.Parameters;
        if (StopOnDivergence && (!double.IsFinite(loss) || Guard.FirstNotFinite<T>(parameters.Gradients) >= 0))
        {
            throw Divergence(parameters, loss);
        }

        GradientNorm = MeasureGradientNorm ? double.CreateTruncating(Clipping.Norm<T>(parameters.Gradients)) : double.NaN;
        _state!.Step(Threads);
        return loss;
    }

    private void CheckTruncation(Truncation? truncation)
    {
        int other = truncation is null ? -1 : _layers.FindIndex(l => l.NeedsWholeSequence);
        if (other >= 0)
        {
            throw new ArgumentException($"Layer {other} ({_layers[other].Type}) needs the whole sequence, so it cannot be cut into windows.", nameof(truncation));
        }
    }

    private DivergenceException Divergence(Parameters<T> parameters, double loss)
    {
        double Largest(ParameterSlice slice)
        {
            double largest = 0;
            foreach (var value in parameters.Gradients.AsSpan(slice.Offset, slice.Length))
            {
                double size = Math.Abs(double.CreateTruncating(value));
                largest = double.IsNaN(size) || size > largest ? size : largest;
                if (double.IsNaN(largest))
                {
                    break;
                }
            }

            return largest;
        }

        var worst = parameters.Slices.MaxBy(s => double.IsNaN(Largest(s)) ? double.PositiveInfinity : Largest(s))!;
        return new DivergenceException(Updates + 1, loss, $"{worst.LayerName}/{worst.Name}", Largest(worst));
    }

    private void AddMetrics(History history, string prefix, double[] sums, int rows)
    {
        for (int m = 0; m < sums.Length; m++)
        {
            history.Add(prefix + _metrics[m].Name, sums[m] / rows);
        }
    }

    // the loss; metrics receives the sums of the metrics
    private double EvaluateSamples(
        Network<T> network, in Inputs<T> x, Tensor<T> y, Tensor<T>? sampleWeight, int first, int samples, int batchSize, double[] metrics)
    {
        Array.Clear(metrics);
        int[] order = Order(first + samples);
        double sum = 0;
        using var subnormals = Subnormals.CountAsZero();
        network.PackForward();
        for (int start = 0; start < samples; start += batchSize)
        {
            sum += network.Score(x, y, sampleWeight, _loss!, order, first + start, Math.Min(batchSize, samples - start));
            network.AddMetricSums(metrics);
        }

        return sum * _loss!.Scale(samples * (network.Output.Sequence ? network.Steps(x) : 1));
    }

    // 0, 1, 2, ... at least so far
    private int[] Order(int samples)
    {
        if (_order.Length < samples)
        {
            _order = [.. Enumerable.Range(0, samples)];
        }

        return _order;
    }
}
