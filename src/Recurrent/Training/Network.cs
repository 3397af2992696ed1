using System.Numerics;

namespace Recurrent;

/// <summary>
/// The built model: parameters, layers, and the chunks in which batches go through them. A batch is split by its size
/// alone, and partial gradients are added in the order of the chunks, so the number of threads changes no bit.
/// </summary>
internal sealed class Network<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int SmallestChunk = 16;
    private const int MostChunks = 4;

    // Below this many multiply-adds a second thread costs more than it saves.
    private const long ParallelWork = 2_000_000;

    private readonly List<Chunk<T>> _chunks = [];
    private readonly Action<int> _trainChunk;
    private readonly Action<int> _scoreChunk;
    private readonly Action<int> _predictChunk;
    private int _used;
    private Inputs<T> _inputs;
    private Tensor<T>? _targets;
    private Tensor<T>? _sampleWeight;
    private Loss? _loss;
    private int[] _order = [];
    private int _start;
    private double _scale;
    private Tensor<T>? _outputs;
    private Tensor<T>[][]? _states;
    private long _seed;
    private Truncation? _truncation;

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
        OutputShapes = [.. inputs.Skip(1), shape];
        Parameters = new Parameters<T>(slices);
        Parameters.Initialize(seed);
        Contexts = [.. inputs.Select((s, k) => new LayerContext<T>(s, Parameters.Values, slices.Where(p => p.Layer == k)))];
        _trainChunk = TrainChunk;
        _scoreChunk = ScoreChunk;
        _predictChunk = PredictChunk;
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

    /// <summary>A chunk with gradients of its own, outside of batches.</summary>
    public Chunk<T> NewChunk() => new(Layers, Contexts, Output, new T[Parameters.Count]);

    /// <summary>Loss of the samples order[start..start + count] and its gradients, left in <see cref="Parameters"/>.</summary>
    public double Train(in Inputs<T> inputs, Tensor<T> targets, Tensor<T>? sampleWeight, Loss loss, int[] order, int start, int count, long seed, Truncation? truncation)
    {
        _truncation = truncation;
        Begin(inputs, order, start, count, truncation is null ? Steps(inputs) : Math.Min(truncation.Window, Steps(inputs)));
        _targets = targets;
        _sampleWeight = sampleWeight;
        _loss = loss;
        _scale = loss.Scale(count * (Output.Sequence ? Steps(inputs) : 1));
        _seed = seed;
        foreach (var context in Contexts)
        {
            context.Refresh();
        }

        Run(_trainChunk);
        for (int k = 1; k < _used; k++)
        {
            Vectors.Add<T>(_chunks[k].Gradients, Parameters.Gradients);
        }

        return LossSum() * _scale;
    }

    /// <summary>Sum of the loss values of the samples order[start..start + count].</summary>
    public double Score(in Inputs<T> inputs, Tensor<T> targets, Tensor<T>? sampleWeight, Loss loss, int[] order, int start, int count)
    {
        Begin(inputs, order, start, count, Steps(inputs));
        _targets = targets;
        _sampleWeight = sampleWeight;
        _loss = loss;
        _scale = 0;
        Run(_scoreChunk);
        return LossSum();
    }

    /// <summary>Outputs of the samples order[start..start + count], written to the same entries of the tensor, and the final states of each layer where asked for.</summary>
    public void Predict(in Inputs<T> inputs, int[] order, int start, int count, Tensor<T> outputs, Tensor<T>[][]? states)
    {
        Begin(inputs, order, start, count, Steps(inputs));
        _outputs = outputs;
        _states = states;
        Run(_predictChunk);
    }

    /// <summary>Adds the sums over the rows of the last batch, one for each metric.</summary>
    public void AddMetricSums(Span<double> sums)
    {
        for (int k = 0; k < _used; k++)
        {
            for (int m = 0; m < sums.Length; m++)
            {
                sums[m] += _chunks[k].MetricSums[m];
            }
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
        _inputs = inputs;
        _order = order;
        _start = start;
        _used = Math.Clamp(count / SmallestChunk, 1, MostChunks);
        while (_chunks.Count < _used)
        {
            // the first chunk writes to the model's own gradients
            _chunks.Add(new Chunk<T>(Layers, Contexts, Output, _chunks.Count == 0 ? Parameters.Gradients : new T[Parameters.Count]));
        }

        for (int k = 0; k < _used; k++)
        {
            int first = (int)((long)count * k / _used);
            int end = (int)((long)count * (k + 1) / _used);
            _chunks[k].Resize(steps, first, end - first);
            _chunks[k].BeginMetrics(Metrics.Length);
        }

        foreach (var pass in _chunks[0].Passes)
        {
            pass.PrepareCarriedStates(count);
        }
    }

    private void Run(Action<int> work)
    {
        long multiplyAdds = 0;
        for (int k = 0; k < _used; k++)
        {
            multiplyAdds += (long)_chunks[k].Steps * _chunks[k].Rows * Parameters.Count;
        }

        WorkerTeam.Shared.Run(_used, multiplyAdds < ParallelWork ? 1 : Threads, work);
    }

    private ReadOnlySpan<int> Samples(Chunk<T> chunk) => _order.AsSpan(_start + chunk.FirstRow, chunk.Rows);

    private double LossSum()
    {
        double sum = 0;
        for (int k = 0; k < _used; k++)
        {
            sum += _chunks[k].LossSum;
        }

        return sum;
    }

    private void TrainChunk(int index)
    {
        var chunk = _chunks[index];
        Array.Clear(chunk.Gradients);
        if (_truncation is not null && Input.Sequence)
        {
            TrainWindows(chunk, index, _truncation);
            return;
        }

        chunk.Load(_inputs, Samples(chunk));
        chunk.Reseed(_seed, index);
        chunk.Forward(training: true);
        chunk.Score(_loss!, _targets!, _sampleWeight, Samples(chunk), _scale, metrics: Metrics);
        chunk.Backward(inputGradient: false);
    }

    // Windows [start, end): each scores the steps that the one before has not, and takes its gradient back to its start. With
    // one output at the end only the last window has a loss.
    private void TrainWindows(Chunk<T> chunk, int index, Truncation truncation)
    {
        int total = Steps(_inputs);
        int stride = Output.Sequence ? truncation.Stride : Math.Max(1, truncation.Window);
        int scored = 0;
        double lossSum = 0;
        for (int start = 0, end = 0; end < total;)
        {
            int next = Math.Min(total, end + stride);
            int nextStart = Output.Sequence || next == total ? Math.Max(0, next - truncation.Window) : end;
            chunk.KeepStates(nextStart - start);
            (start, end) = (nextStart, next);
            chunk.Resize(end - start, chunk.FirstRow, chunk.Rows);
            chunk.Load(_inputs, Samples(chunk), start, goOn: scored > 0);
            chunk.Reseed(_seed, index);
            chunk.Forward(training: true);
            if (Output.Sequence || end == total)
            {
                chunk.Score(_loss!, _targets!, _sampleWeight, Samples(chunk), _scale, Output.Sequence ? start : 0, Output.Sequence ? scored - start : 0, Metrics);
                chunk.Backward(inputGradient: false);
                lossSum += chunk.LossSum;
            }

            scored = end;
        }

        chunk.LossSum = lossSum;
    }

    private void ScoreChunk(int index)
    {
        var chunk = _chunks[index];
        chunk.Load(_inputs, Samples(chunk));
        chunk.Forward(training: false);
        chunk.Score(_loss!, _targets!, _sampleWeight, Samples(chunk), _scale, metrics: Metrics);
    }

    private void PredictChunk(int index)
    {
        var chunk = _chunks[index];
        chunk.Load(_inputs, Samples(chunk));
        chunk.Forward(training: false);
        chunk.CopyOutput(_outputs!, _start + chunk.FirstRow);
        if (_states is not null)
        {
            chunk.CopyStates(_states, _start + chunk.FirstRow);
        }
    }
}
