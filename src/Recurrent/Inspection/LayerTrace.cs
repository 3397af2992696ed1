using System.Numerics;

namespace Recurrent;

/// <summary>
/// What one layer went through in a <see cref="Trace{T}"/>. Step tensors are [T, B, width]: steps in the order of
/// processing, samples, units; so <c>Hidden[t, b, k]</c> is unit k of h after step t (from 0) of sample b.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class LayerTrace<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _input;
    private readonly RecurrentPass<T>? _pass;
    private readonly StepRecord<T>? _record;
    private readonly Dictionary<string, Tensor<T>> _gates = [];
    private readonly Dictionary<string, Tensor<T>> _gateGradients = [];
    private readonly Dictionary<string, Tensor<T>> _gradients = [];

    internal LayerTrace(
        string name, Tensor<T> output, T[] input, IReadOnlyList<RecurrentPass<T>> recurrences, IReadOnlyList<ParameterSlice> slices, AlignedBuffer<T>? gradients)
    {
        Name = name;
        Output = output;
        _input = input;
        if (recurrences.Count == 2)
        {
            Forward = Inner("forward", input, recurrences[0], slices, gradients);
            Backward = Inner("backward", input, recurrences[1], slices, gradients);
        }

        _pass = recurrences.Count == 1 ? recurrences[0] : null;
        _record = gradients is null ? null : _pass?.Record;
        foreach (var slice in gradients is null ? [] : slices)
        {
            _gradients[slice.Name] = new Tensor<T>(gradients!.AsSpan(slice.Offset, slice.Length).ToArray(), slice.Shape);
        }

        if (_pass is not null)
        {
            ReadStates(_pass);
            _pass.Inspect(Keep);
        }
    }

    /// <summary>Name of the layer.</summary>
    public string Name { get; }

    /// <summary>What the layer hands on: [samples, units] or [samples, steps, units]; inside of a bidirectional layer [T or 1, B, H].</summary>
    public Tensor<T> Output { get; }

    /// <summary>The forward layer inside of a bidirectional one, else null.</summary>
    public LayerTrace<T>? Forward { get; }

    /// <summary>The backward layer inside of a bidirectional one, else null; its steps are in the order of processing.</summary>
    public LayerTrace<T>? Backward { get; }

    /// <summary>Whether the layer is recurrent; the step tensors exist only then.</summary>
    public bool IsRecurrent => _pass is not null;

    /// <summary>h_t, the state after each step. [T, B, H]</summary>
    public Tensor<T> Hidden => States[0];

    /// <summary>C_t of an LSTM, the cell after each step. [T, B, H]</summary>
    public Tensor<T> Cell => States.Count > 1 ? States[1] : throw Missing("a cell state");

    /// <summary>All states after each step: h, for an LSTM h and C. [T, B, H] each.</summary>
    public IReadOnlyList<Tensor<T>> States { get => _pass is null ? throw Missing("states") : field; private set; } = [];

    /// <summary>The outputs of every step, masked ones included, also where only the last is handed on. [T, B, H]</summary>
    public Tensor<T> StepOutputs { get => field ?? throw Missing("steps"); private set; }

    /// <summary>The states after the last step: h, for an LSTM h and C. [B, H] each.</summary>
    public IReadOnlyList<Tensor<T>> FinalStates { get; private set; } = [];

    /// <summary>The gates after their activation, by the document's letters: i, f, g, o of an LSTM; z, r, g of a GRU. [T, B, H] each.</summary>
    public IReadOnlyDictionary<string, Tensor<T>> Gates => _gates;

    /// <summary>dL/da: gradients before the activations, by the same letters; "a" for a simple layer. [T, B, H] each.</summary>
    public IReadOnlyDictionary<string, Tensor<T>> GateGradients => _gateGradients;

    /// <summary>dL/dh_t: all that reaches h after each step, from the output and from later steps. [T, B, H]</summary>
    public Tensor<T> HiddenGradient => Record.StateGradients[0];

    /// <summary>dL/dC_t of an LSTM: all that reaches the cell after each step. [T, B, H]</summary>
    public Tensor<T> CellGradient => Record.StateGradients.Length > 1 ? Record.StateGradients[1] : throw Missing("a cell state");

    /// <summary>Gradients by the initial states: h, for an LSTM h and C. [B, H] each.</summary>
    public IReadOnlyList<Tensor<T>> InitialStateGradients { get; private set; } = [];

    /// <summary>Gradients by the weights, by name and in Keras' shapes; empty without a backward pass.</summary>
    public IReadOnlyDictionary<string, Tensor<T>> Gradients => _gradients;

    /// <summary>Share of each step in the output of an attention readout, [samples, steps]; null for other layers.</summary>
    public Tensor<T>? AttentionWeights { get; internal init; }

    private StepRecord<T> Record => _record ?? throw Missing("gradients; give y or outputGradient");

    /// <summary>
    /// The norm of dL/dh_{T-k} for k = 0, 1, ..., T-1: how much of a gradient is left k steps before the last.
    /// </summary>
    /// <param name="sample">Index of the sample.</param>
    public double[] HiddenGradientByLag(int sample = 0) => NormsByLag(HiddenGradient, sample);

    /// <summary>The norm of dL/dC_{T-k} for k = 0, 1, ..., T-1.</summary>
    /// <param name="sample">Index of the sample.</param>
    public double[] CellGradientByLag(int sample = 0) => NormsByLag(CellGradient, sample);

    /// <summary>
    /// The part h_{t-1}^T da_t that one step adds to the gradient of the recurrent kernel; over all steps they add up to it.
    /// </summary>
    /// <param name="step">Step t, from 0, in the order of processing.</param>
    /// <returns>The shape of the recurrent kernel.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such step.</exception>
    public Tensor<T> RecurrentContribution(int step)
    {
        var part = NewPart("recurrent_kernel", step);
        _pass!.RecurrentContribution(step, part.AsSpan());
        return part;
    }

    /// <summary>The part x_t^T da_t that one step adds to the gradient of the kernel; over all steps they add up to it.</summary>
    /// <param name="step">Step t, from 0, in the order of processing.</param>
    /// <returns>The shape of the kernel.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such step.</exception>
    public Tensor<T> KernelContribution(int step)
    {
        var part = NewPart("kernel", step);
        _pass!.KernelContribution(_input, step, part.AsSpan());
        return part;
    }

    /// <summary>
    /// The recurrent Jacobian of one step: the derivative of the states after it by the states before it, entry (i, j) that
    /// of state i by state j; for an LSTM h first, then C. With cutHiddenPath the path through h is left out here too.
    /// </summary>
    /// <param name="step">Step t, from 0, in the order of processing.</param>
    /// <param name="sample">Index of the sample.</param>
    /// <returns>[states, states].</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such step or sample.</exception>
    public Tensor<T> Jacobian(int step, int sample = 0) => Jacobian(step - 1, step, sample);

    /// <summary>The Jacobian of several steps, the product of those of single steps: states after one step by states after an earlier one.</summary>
    /// <param name="from">The earlier step; -1 for the start.</param>
    /// <param name="to">The later step.</param>
    /// <param name="sample">Index of the sample.</param>
    /// <returns>[states, states].</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such step or sample, or the steps are not in order.</exception>
    public Tensor<T> Jacobian(int from, int to, int sample)
    {
        var pass = _pass ?? throw Missing("states");
        ArgumentOutOfRangeException.ThrowIfLessThan(from, -1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(from, to);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(to, pass.Steps);
        ArgumentOutOfRangeException.ThrowIfNegative(sample);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(sample, pass.Rows);
        return pass.Jacobian(_input, sample, from, to);
    }

    private static double[] NormsByLag(Tensor<T> steps, int sample)
    {
        int last = steps.Shape[0] - 1;
        var norms = new double[last + 1];
        for (int k = 0; k <= last; k++)
        {
            double square = 0;
            for (int unit = 0; unit < steps.Shape[2]; unit++)
            {
                double value = double.CreateTruncating(steps[last - k, sample, unit]);
                square += value * value;
            }

            norms[k] = Math.Sqrt(square);
        }

        return norms;
    }

    private Tensor<T> NewPart(string weight, int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(step, Record.StateGradients[0].Shape[0]);
        return _gradients.TryGetValue(weight, out var whole) ? new Tensor<T>(whole.ShapeArray) : throw Missing(weight);
    }

    private static LayerTrace<T> Inner(string name, T[] input, RecurrentPass<T> pass, IReadOnlyList<ParameterSlice> slices, AlignedBuffer<T>? gradients)
    {
        var own = slices.Where(s => s.Name.StartsWith(name + "/", StringComparison.Ordinal)).Select(s => s with { Name = s.Name[(name.Length + 1)..] });
        var output = new Tensor<T>(pass.Output.ToArray(), pass.Output.Length / (pass.Rows * pass.Units), pass.Rows, pass.Units);
        return new LayerTrace<T>(name, output, input, [pass], [.. own], gradients);
    }

    private void ReadStates(RecurrentPass<T> pass)
    {
        int steps = pass.Steps, rows = pass.Rows, units = pass.Units;
        StepOutputs = new Tensor<T>(pass.Sequence.ToArray(), steps, rows, units);
        var states = Enumerable.Range(0, pass.StateCount).ToList();
        States = [.. states.Select(s => new Tensor<T>(pass.States(s)[(rows * units)..].ToArray(), steps, rows, units))];
        FinalStates = [.. states.Select(s => new Tensor<T>(pass.State(s, steps - 1).ToArray(), rows, units))];
        if (_record is not null)
        {
            InitialStateGradients = [.. states.Select(s => new Tensor<T>(pass.InitialStateGradient(s).ToArray(), rows, units))];
        }
    }

    private void Keep(string name, ReadOnlySpan<T> values, int column, int width)
    {
        bool gradient = name.StartsWith('d');
        if (gradient && _record is null)
        {
            return;
        }

        int rows = _pass!.Steps * _pass.Rows;
        int stride = values.Length / rows;
        var tensor = new Tensor<T>(_pass.Steps, _pass.Rows, width);
        for (int row = 0; row < rows; row++)
        {
            values.Slice((row * stride) + column, width).CopyTo(tensor.AsSpan()[(row * width)..]);
        }

        (gradient ? _gateGradients : _gates)[gradient ? name[1..] : name] = tensor;
    }

    private InvalidOperationException Missing(string what) => new($"The trace of {Name} has no {what}.");
}
