using System.Numerics;

namespace Recurrent;

/// <summary>
/// A part of a batch going through all layers, with buffers of its own. What a sample gives does not depend on the part that
/// it is in; what is added up over samples is added up elsewhere, in the order of the steps and of the whole batch.
/// </summary>
internal sealed class Chunk<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly LayerPass<T>[] _passes;
    private readonly LayerShape _input;
    private readonly LayerShape _output;
    private readonly LayerShape[] _shapes;
    private readonly T[][] _dOutputs;
    private T[] _x = [];
    private T[] _dX = [];
    private T[] _target = [];
    private T[] _values = [];
    private int _targetWidth;
    private int _lossFrom;

    public Chunk(IReadOnlyList<Layer> layers, IReadOnlyList<LayerContext<T>> contexts, LayerShape output)
    {
        _input = contexts[0].Input;
        _output = output;
        _passes = [.. layers.Select((layer, k) => layer.CreatePass(contexts[k]))];
        _shapes = [.. contexts.Skip(1).Select(c => c.Input), output];
        _dOutputs = new T[layers.Count][];
        Array.Fill(_dOutputs, []);
    }

    public LayerPass<T>[] Passes => _passes;

    public int Steps { get; private set; }

    public int Rows { get; private set; }

    public int FirstRow { get; private set; }

    public int OutputSteps => _output.Sequence ? Steps : 1;

    public Span<T> Output => _passes[^1].Output;

    /// <summary>Gradient of the loss by the output of the last layer. [steps or 1, rows, units]</summary>
    public Span<T> OutputGradient => _dOutputs[^1].AsSpan(0, OutputSteps * Rows * _output.Features);

    /// <summary>Gradient of the loss by the input, where Backward was asked for it. [steps or 1, rows, features]</summary>
    public ReadOnlySpan<T> InputGradient => _dX.AsSpan(0, Steps * Rows * _input.Features);

    private Span<T> X => _x.AsSpan(0, Steps * Rows * _input.Features);

    public void Resize(int steps, int firstRow, int rows)
    {
        Steps = steps;
        FirstRow = firstRow;
        Rows = rows;
        Grow(ref _x, steps * rows * _input.Features);
        for (int k = 0; k < _passes.Length; k++)
        {
            bool sequence = k == 0 ? _input.Sequence : _shapes[k - 1].Sequence;
            _passes[k].Resize(sequence ? steps : 1, firstRow, rows);
        }
    }

    /// <summary>
    /// Copies the given samples from a step on, time-major, with their masks, and with their initial states or, to go on,
    /// the states kept.
    /// </summary>
    public void Load(in Inputs<T> inputs, ReadOnlySpan<int> samples, int firstStep = 0, bool goOn = false)
    {
        int width = _input.Features;
        for (int b = 0; b < samples.Length; b++)
        {
            var sample = inputs.X.Row(samples[b]);
            for (int t = 0; t < Steps; t++)
            {
                sample.Slice((firstStep + t) * width, width).CopyTo(_x.AsSpan(((t * Rows) + b) * width));
            }
        }

        for (int k = 0; k < _passes.Length; k++)
        {
            Tensor<T>? mask = null;
            Tensor<T>[]? states = null;
            inputs.Masks?.TryGetValue(k, out mask);
            inputs.InitialStates?.TryGetValue(k, out states);
            _passes[k].LoadMask(mask, samples, firstStep);
            if (goOn)
            {
                _passes[k].Continue();
            }
            else
            {
                _passes[k].LoadInitialState(states, samples);
            }
        }
    }

    /// <summary>Copies one step of one sample, for a chunk of that size; to go on, the states of the step before are its start.</summary>
    public void LoadStep(ReadOnlySpan<T> x, bool goOn)
    {
        x.CopyTo(_x);
        foreach (var pass in _passes)
        {
            if (goOn)
            {
                pass.KeepStates(1);
                pass.Continue();
            }
            else
            {
                pass.LoadMask(null, [0], 0);
                pass.LoadInitialState(null, [0]);
            }
        }
    }

    /// <summary>What layer k reads, [steps or 1, rows, features].</summary>
    public ReadOnlySpan<T> Input(int k) => k == 0 ? X : _passes[k - 1].Output;

    public void Reseed(long seed)
    {
        for (int k = 0; k < _passes.Length; k++)
        {
            _passes[k].Reseed(unchecked((seed * 1_000_003) + k));
        }
    }

    public void Forward(bool training)
    {
        ReadOnlySpan<T> x = X;
        foreach (var pass in _passes)
        {
            pass.Forward(x, training);
            x = pass.Output;
        }
    }

    /// <summary>
    /// Loss values and the gradient of their scaled sum by the output; scale is 1 / rows of the batch for a mean. The first
    /// step of the chunk is step firstStep of the targets; steps before lossFrom are left out.
    /// </summary>
    public void Score(
        Loss loss, Tensor<T> targets, Tensor<T>? sampleWeight, ReadOnlySpan<int> samples, double scale, int firstStep = 0, int lossFrom = 0)
    {
        int rows = OutputSteps * Rows;
        _targetWidth = loss.TargetWidth(_output.Features);
        _lossFrom = lossFrom;
        Grow(ref _target, rows * _targetWidth);
        Grow(ref _values, rows);
        Grow(ref _dOutputs[^1], rows * _output.Features);
        for (int b = 0; b < samples.Length; b++)
        {
            var target = targets.Row(samples[b]);
            for (int t = 0; t < OutputSteps; t++)
            {
                target.Slice((firstStep + t) * _targetWidth, _targetWidth).CopyTo(_target.AsSpan(((t * Rows) + b) * _targetWidth));
            }
        }

        loss.Evaluate<T>(_target.AsSpan(0, rows * _targetWidth), Output, _output.Features, _values.AsSpan(0, rows), OutputGradient);
        if (sampleWeight is null && lossFrom == 0)
        {
            Vectors.Scale(T.CreateTruncating(scale), OutputGradient);
            return;
        }

        for (int row = 0; row < rows; row++)
        {
            int t = row / Rows;
            double weight = t < lossFrom ? 0 : Weight(sampleWeight, samples[row % Rows], firstStep + t);
            _values[row] *= T.CreateTruncating(weight);
            Vectors.Scale(T.CreateTruncating(weight * scale), OutputGradient.Slice(row * _output.Features, _output.Features));
        }
    }

    /// <summary>Adds the weighted loss values of the rows of one step, one by one, after Score; steps that were left out have none.</summary>
    public double AddLoss(int t, double sum)
    {
        for (int row = t * Rows; row < (t + 1) * Rows && t >= _lossFrom; row++)
        {
            sum += double.CreateTruncating(_values[row]);
        }

        return sum;
    }

    /// <summary>The same for all steps.</summary>
    public double LossSum()
    {
        double sum = 0;
        for (int t = 0; t < OutputSteps; t++)
        {
            sum = AddLoss(t, sum);
        }

        return sum;
    }

    /// <summary>Adds the metrics of the rows of one step to their sums, after Score.</summary>
    public void AddMetrics(int t, ReadOnlySpan<Metric> metrics, Span<double> sums)
    {
        int width = _output.Features;
        for (int row = t * Rows; row < (t + 1) * Rows && t >= _lossFrom; row++)
        {
            for (int m = 0; m < metrics.Length; m++)
            {
                sums[m] += metrics[m].Row<T>(_target.AsSpan(row * _targetWidth, _targetWidth), Output.Slice(row * width, width));
            }
        }
    }

    /// <summary>Takes a gradient by the output, sample-major, in place of that of a loss.</summary>
    public void SetOutputGradient(Tensor<T> gradient)
    {
        int width = _output.Features;
        Grow(ref _dOutputs[^1], OutputSteps * Rows * width);
        for (int b = 0; b < Rows; b++)
        {
            for (int t = 0; t < OutputSteps; t++)
            {
                gradient.Row(b).Slice(t * width, width).CopyTo(OutputGradient[(((t * Rows) + b) * width)..]);
            }
        }
    }

    /// <summary>Takes the gradient back through all layers; the sums over the rows are a GradientSums' work.</summary>
    public void Backward(bool inputGradient)
    {
        for (int k = _passes.Length - 1; k >= 0; k--)
        {
            var x = Input(k);
            Span<T> dX = default;
            if (k > 0)
            {
                Grow(ref _dOutputs[k - 1], x.Length);
                dX = _dOutputs[k - 1].AsSpan(0, x.Length);
            }
            else if (inputGradient)
            {
                Grow(ref _dX, x.Length);
                dX = _dX.AsSpan(0, x.Length);
            }

            _passes[k].Backward(x, _dOutputs[k].AsSpan(0, _passes[k].Output.Length), dX);
        }
    }

    /// <summary>Copies the output to the entries of a sample-major tensor from <paramref name="first"/> on, and of a sequence from firstStep on.</summary>
    public void CopyOutput(Tensor<T> destination, int first, int firstStep)
    {
        int width = _output.Features;
        for (int b = 0; b < Rows; b++)
        {
            var sample = destination.Row(first + b)[(_output.Sequence ? firstStep * width : 0)..];
            for (int t = 0; t < OutputSteps; t++)
            {
                Output.Slice(((t * Rows) + b) * width, width).CopyTo(sample[(t * width)..]);
            }
        }
    }

    /// <summary>Copies the final states of every layer to the entries of the tensors from <paramref name="first"/> on.</summary>
    public void CopyStates(Tensor<T>[][] destination, int first)
    {
        for (int k = 0; k < _passes.Length; k++)
        {
            int at = 0;
            foreach (var recurrence in _passes[k].Recurrences)
            {
                for (int s = 0; s < recurrence.StateCount; s++)
                {
                    recurrence.State(s, recurrence.Steps - 1).CopyTo(destination[k][at].AsSpan()[(first * recurrence.Units)..]);
                    at++;
                }
            }
        }
    }

    /// <summary>Keeps the states after the given number of steps, for a Load that goes on.</summary>
    public void KeepStates(int steps)
    {
        foreach (var pass in _passes)
        {
            pass.KeepStates(steps);
        }
    }

    private static double Weight(Tensor<T>? weights, int sample, int step)
    {
        return weights is null ? 1 : double.CreateTruncating(weights.Rank == 1 ? weights.Data[sample] : weights.Row(sample)[step]);
    }

    private static void Grow(ref T[] buffer, int length)
    {
        if (buffer.Length < length)
        {
            buffer = new T[length];
        }
    }
}
