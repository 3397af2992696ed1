using System.Numerics;

namespace Recurrent;

/// <summary>
/// The built model: parameters, layers, and the chunks in which batches go through them. What a sample gives does not depend on
/// its chunk, and whatever is added up over samples is added in the order of the batch, so the number of threads changes no bit.
/// </summary>
internal sealed class Network<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Rows that go through the layers together: enough to fill the tiles, few enough that a step of them stays in the cache.
    private const int MostRows = 64;
    private const int FewestRows = 8;

    // Below this many multiply-adds a second thread costs more than it saves.
    private const long ParallelWork = 500_000;

    // The same for weights to be packed.
    private const int ParallelPacking = 8_000;

    private readonly Action<int> _trainChunk;
    private readonly Action<int> _scoreChunk;
    private readonly Action<int> _predictChunk;
    private readonly Action<int> _sumGradients;
    private readonly Action<int> _addHalves;
    private readonly Action<int> _pack;
    private PackedWeight<T>[] _packed = [];
    private readonly GradientSums<T> _sums;
    private readonly bool _hasStepGradients;
    private readonly bool _streams;
    private Chunk<T>[] _chunks = [];
    private int _used;
    private int _threads;
    private readonly LayerShape[] _inputs;
    private Inputs<T> _data;
    private Tensor<T>? _targets;
    private Tensor<T>? _sampleWeight;
    private Loss? _loss;
    private int[] _order = [];
    private int _start;
    private double _scale;
    private Tensor<T>? _outputs;
    private Tensor<T>[][]? _states;
    private long _seed;
    private StepWindow _window;
    private double _lossSum;
    private double[] _metricSums = [];

    public Network(IReadOnlyList<Layer> layers, LayerShape input, long seed)
    {
        Layers = layers;
        Names = LayerNames.For(layers);
        Input = input;
        var slices = new List<ParameterSlice>();
        var inputs = new List<LayerShape>();
        var shape = input;
        for (int k = 0; k < layers.Count; k++)
        {
            inputs.Add(shape);
            layers[k].Declare(shape, new ParameterDeclaration(k, Names[k], slices));
            shape = layers[k].OutputShape(shape);
            if (layers[k] is Bidirectional { MergeMode: MergeMode.None } && k < layers.Count - 1)
            {
                throw new ArgumentException($"Layer {k} ({Names[k]}) has two outputs (merge mode None); only the last layer may.");
            }
        }

        Output = shape;
        _inputs = [.. inputs];
        OutputShapes = [.. inputs.Skip(1), shape];
        Parameters = new Parameters<T>(slices);
        Parameters.Initialize(seed);
        Contexts = NewContexts(Parameters.Values);
        _trainChunk = TrainChunk;
        _scoreChunk = ScoreChunk;
        _predictChunk = PredictChunk;
        _sums = new GradientSums<T>(Parameters.Gradients);
        _sumGradients = _sums.Run;
        _addHalves = _sums.AddHalves;
        _pack = index => _packed[index].Pack();
        _hasStepGradients = layers.Any(l => l is Embedding);
        _streams = !layers.Any(l => l.NeedsWholeSequence || l is MinLstm { ParallelScan: true });
    }

    public IReadOnlyList<Layer> Layers { get; }

    public IReadOnlyList<string> Names { get; }

    public LayerShape Input { get; }

    public LayerShape Output { get; }

    /// <summary>Output shape of each layer.</summary>
    public IReadOnlyList<LayerShape> OutputShapes { get; }

    public Parameters<T> Parameters { get; }

    public LayerContext<T>[] Contexts { get; }

    /// <summary>Measured with every training and scoring; none costs nothing.</summary>
    public Metric[] Metrics { get; set; } = [];

    public int Threads { get; set; } = Environment.ProcessorCount;

    /// <summary>A chunk outside of batches.</summary>
    public Chunk<T> NewChunk() => new(Layers, Contexts, Output);

    /// <summary>The layers' contexts over these or other weights in the order of <see cref="Parameters"/>.</summary>
    public LayerContext<T>[] NewContexts(AlignedBuffer<T> weights)
    {
        return [.. _inputs.Select((shape, k) => new LayerContext<T>(shape, weights, Parameters.Slices.Where(p => p.Layer == k)))];
    }

    /// <summary>Brings the packed weights up to date for passes forward; before the first batch after a change of weights.</summary>
    public void PackForward()
    {
        foreach (var context in Contexts)
        {
            context.Pack(WeightUse.Forward);
        }
    }

    /// <summary>The same for passes backward, where wanted as far as the gradient by the model's input.</summary>
    public void PackBackward(bool inputGradient)
    {
        for (int k = 0; k < Contexts.Length; k++)
        {
            Contexts[k].Pack(WeightUse.Backward);
            if (k > 0 || inputGradient)
            {
                Contexts[k].Pack(WeightUse.InputGradient);
            }
        }
    }

    // both at once, on all threads; the first layer needs no gradient by its input
    private void PackForTraining()
    {
        if (_packed.Length == 0)
        {
            _packed = [.. Contexts.SelectMany((c, k) => c.PackedWeights.Where(w => k > 0 || w.Use != WeightUse.InputGradient)).OrderByDescending(w => w.Slice.Length)];
        }

        WorkerTeam.Shared.Run(_packed.Length, Parameters.Count < ParallelPacking ? 1 : _threads, _pack);
    }

    /// <summary>Loss of the samples order[start..start + count] and its gradients, left in <see cref="Parameters"/>.</summary>
    public double Train(in Inputs<T> inputs, Tensor<T> targets, Tensor<T>? sampleWeight, Loss loss, int[] order, int start, int count, long seed, Truncation? truncation)
    {
        int total = Steps(inputs);
        int stride = !Input.Sequence || truncation is null ? total : Output.Sequence ? truncation.Stride : truncation.Window;
        int window = !Input.Sequence || truncation is null ? total : Math.Min(truncation.Window, total);
        Begin(inputs, order, start, count, window);
        _targets = targets;
        _sampleWeight = sampleWeight;
        _loss = loss;
        _scale = loss.Scale(count * (Output.Sequence ? total : 1));
        _seed = seed;
        PackForTraining();
        if (_hasStepGradients)
        {
            Parameters.Gradients.AsSpan().Clear();
        }

        _sums.Plan(_chunks, _used, _threads);

        // Windows [start, end): each scores the steps that the one before has not, and takes its gradient back to its start. With
        // one output at the end only the last window has a loss. Without truncation there is one.
        _window = default;
        bool summed = false;
        while (_window.End < total)
        {
            int end = Math.Min(total, _window.End + stride);
            bool scores = Output.Sequence || end == total;
            _window = new StepWindow(scores ? Math.Max(0, end - window) : _window.End, end, _window, scores);
            Run(_used, _trainChunk);
            if (scores)
            {
                _sums.Begin(inPlace: !summed);
                Run(_sums.Jobs, _sumGradients);
                AddUp();
                summed = true;
            }
        }

        Run(_sums.Parts, _addHalves);
        return _lossSum * _scale;
    }

    /// <summary>Sum of the loss values of the samples order[start..start + count].</summary>
    public double Score(in Inputs<T> inputs, Tensor<T> targets, Tensor<T>? sampleWeight, Loss loss, int[] order, int start, int count)
    {
        Begin(inputs, order, start, count, Steps(inputs));
        _targets = targets;
        _sampleWeight = sampleWeight;
        _loss = loss;
        _scale = 0;
        Run(_used, _scoreChunk);
        AddUp(gradients: false);
        return _lossSum;
    }

    /// <summary>Outputs of the samples order[start..start + count], written to the same entries of the tensor, and the final states of each layer where asked for.</summary>
    public void Predict(in Inputs<T> inputs, int[] order, int start, int count, Tensor<T> outputs, Tensor<T>[][]? states)
    {
        Begin(inputs, order, start, count, PredictionWindow(inputs, count));
        _outputs = outputs;
        _states = states;
        Run(_used, _predictChunk);
    }

    /// <summary>Adds the sums over the rows of the last batch, one for each metric.</summary>
    public void AddMetricSums(Span<double> sums)
    {
        for (int m = 0; m < sums.Length; m++)
        {
            sums[m] += _metricSums[m];
        }
    }

    public void ResetStates()
    {
        foreach (var context in Contexts)
        {
            context.ResetStates();
        }
    }

    public int Steps(in Inputs<T> inputs) => Input.Sequence ? inputs.X.Shape[1] : 1;

    /// <summary>The recurrent layers as text, for messages.</summary>
    public string RecurrentLayers()
    {
        var found = Enumerable.Range(0, Layers.Count).Where(k => Layers[k] is IKeepsState).Select(k => $"{k} ({Names[k]})");
        return string.Join(", ", found.DefaultIfEmpty("none"));
    }

    private void Begin(in Inputs<T> inputs, int[] order, int start, int count, int steps)
    {
        _data = inputs;
        _order = order;
        _start = start;
        _lossSum = 0;
        if (_metricSums.Length != Metrics.Length)
        {
            _metricSums = new double[Metrics.Length];
        }

        Array.Clear(_metricSums);
        _threads = (long)steps * count * Parameters.Count < ParallelWork ? 1 : Threads;
        Split(count, steps);
        foreach (var pass in _chunks[0].Passes)
        {
            pass.PrepareCarriedStates(count);
        }
    }

    // the batch in chunks of whole tiles, as many as there are threads, or more where they would get too large
    private void Split(int count, int steps)
    {
        int tiles = (count + FewestRows - 1) / FewestRows;
        _used = Math.Min(tiles, Math.Max(_threads, (count + MostRows - 1) / MostRows));
        if (_chunks.Length < _used)
        {
            int had = _chunks.Length;
            Array.Resize(ref _chunks, _used);
            for (int k = had; k < _used; k++)
            {
                _chunks[k] = NewChunk();
            }
        }

        for (int k = 0; k < _used; k++)
        {
            int first = FewestRows * (tiles * k / _used);
            int end = Math.Min(count, FewestRows * (tiles * (k + 1) / _used));
            _chunks[k].Resize(steps, first, end - first);
        }
    }

    private void Run(int parts, Action<int> work) => WorkerTeam.Shared.Run(parts, _threads, work);

    // a prediction needs no step again, so it goes through a long sequence in windows whose steps stay in the cache
    private int PredictionWindow(in Inputs<T> inputs, int count)
    {
        const int Elements = 256 * 1024;
        int steps = Steps(inputs);
        int widest = Math.Max(Input.Features, OutputShapes.Max(s => s.Features));
        return _streams ? Math.Clamp(Elements / (Math.Min(count, MostRows) * 4 * widest), Math.Min(16, steps), steps) : steps;
    }

    private ReadOnlySpan<int> Samples(Chunk<T> chunk) => _order.AsSpan(_start + chunk.FirstRow, chunk.Rows);

    // what is added up over steps and samples, in an order that does not depend on the chunks
    private void AddUp(bool gradients = true)
    {
        for (int t = 0; t < _chunks[0].OutputSteps; t++)
        {
            for (int k = 0; k < _used; k++)
            {
                _lossSum = _chunks[k].AddLoss(t, _lossSum);
                _chunks[k].AddMetrics(t, Metrics, _metricSums);
            }
        }

        if (gradients && _hasStepGradients)
        {
            _sums.AddSteps();
        }
    }

    private void TrainChunk(int index)
    {
        var chunk = _chunks[index];
        Enter(chunk);
        chunk.Reseed(_seed);
        chunk.Forward(training: true);
        if (_window.Scores)
        {
            int from = Output.Sequence ? _window.Start : 0;
            chunk.Score(_loss!, _targets!, _sampleWeight, Samples(chunk), _scale, from, Output.Sequence ? _window.Before - from : 0);
            chunk.Backward(inputGradient: false);
        }
    }

    // the chunk goes on with the steps of the current window
    private void Enter(Chunk<T> chunk)
    {
        bool goOn = _window.Before > 0;
        if (goOn)
        {
            chunk.KeepStates(_window.Start - _window.BeforeStart);
        }

        chunk.Resize(_window.End - _window.Start, chunk.FirstRow, chunk.Rows);
        chunk.Load(_data, Samples(chunk), _window.Start, goOn);
    }

    private void ScoreChunk(int index)
    {
        var chunk = _chunks[index];
        chunk.Load(_data, Samples(chunk));
        chunk.Forward(training: false);
        chunk.Score(_loss!, _targets!, _sampleWeight, Samples(chunk), _scale);
    }

    private void PredictChunk(int index)
    {
        var chunk = _chunks[index];
        int total = Steps(_data);
        int window = chunk.Steps;
        for (int start = 0; start < total; start += window)
        {
            if (start > 0)
            {
                chunk.KeepStates(window);
                chunk.Resize(Math.Min(window, total - start), chunk.FirstRow, chunk.Rows);
            }

            chunk.Load(_data, Samples(chunk), start, goOn: start > 0);
            chunk.Forward(training: false);
            chunk.CopyOutput(_outputs!, _start + chunk.FirstRow, start);
        }

        if (_states is not null)
        {
            chunk.CopyStates(_states, _start + chunk.FirstRow);
        }
    }

    /// <summary>Steps [Start, End) of a sequence; the window before it began at BeforeStart and scored all steps before Before.</summary>
    private readonly record struct StepWindow(int Start, int End, int BeforeStart, int Before, bool Scores)
    {
        public StepWindow(int start, int end, StepWindow before, bool scores)
            : this(start, end, before.Start, before.End, scores)
        {
        }
    }
}
