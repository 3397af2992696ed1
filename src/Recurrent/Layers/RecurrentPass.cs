using System.Numerics;

namespace Recurrent;

/// <summary>
/// The walk through time that all recurrent layers share: order of the steps, states and their start, masks, dropout, and
/// the gradient carried from step to step. A layer adds its equations of one step.
/// </summary>
// T steps, B rows, D features, H units.  states[s] [T+1,B,H]: slot 0 is the start, slot t+1 the state after step t.
internal abstract partial class RecurrentPass<T> : LayerPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // elements of the inputs' part that are computed ahead of the steps
    private const int Stretch = 64 * 1024;

    // rows from which on the input's product is taken in the step
    private const int TileRows = 8;

    private readonly RecurrentLayer _layer;
    private readonly StepMask<T> _mask;
    private readonly DropoutMask<T> _inputDropout;
    private readonly DropoutMask<T> _stateDropout;
    private readonly AlignedBuffer<T>[] _states;
    private readonly AlignedBuffer<T>[] _initial;
    private readonly AlignedBuffer<T>[] _dState;
    private readonly AlignedBuffer<T>[] _dPrevious;
    private readonly AlignedBuffer<T> _x = new();
    private readonly AlignedBuffer<T> _dropped = new();
    private readonly AlignedBuffer<T> _dY = new();

    protected RecurrentPass(RecurrentLayer layer, LayerContext<T> context, int stateCount)
        : base(context)
    {
        _layer = layer;
        _mask = new StepMask<T>(layer.ZeroOutputForMask);
        _inputDropout = new DropoutMask<T>(layer.Dropout);
        _stateDropout = new DropoutMask<T>(layer.RecurrentDropout);
        _states = Empty(stateCount);
        _initial = Empty(stateCount);
        _dState = Empty(stateCount);
        _dPrevious = Empty(stateCount);
    }

    public override IReadOnlyList<RecurrentPass<T>> Recurrences => [this];

    public int StateCount => _states.Length;

    /// <summary>Cuts the gradient that goes from a step to the one before through h, for looking at the cell path alone.</summary>
    public bool CutHiddenPath { get; set; }

    /// <summary>Keeps the gradients of every step when set; see <see cref="StepRecord{T}"/>.</summary>
    public StepRecord<T>? Record { get; set; }

    /// <summary>Gradient of the loss by the final states, added before the last step; null for none.</summary>
    public T[][]? FinalStateGradient { get; set; }

    public override Span<T> Output => _layer.ReturnSequences ? Sequence : Sequence[((Steps - 1) * Rows * H)..];

    /// <summary>The outputs of all steps in the order of processing, [T,B,H].</summary>
    public Span<T> Sequence => _mask.Active ? _mask.Outputs(Steps * Rows * H) : States(0)[(Rows * H)..];

    public int Units => H;

    protected int D => Context.Input.Features;

    protected int H => _layer.Units;

    // whether the layer takes all steps at once, which a mask rules out
    protected virtual bool ScansAllSteps => false;

    // whether ForwardStep can take the step's input itself
    protected virtual bool TakesInputsInStep => false;

    protected bool Masked => _mask.Active;

    // the steps that Backward's products read: h_{t-1} for t = 1..T, with dropped elements at zero
    protected ReadOnlySpan<T> PreviousStates => _stateDropout.Active ? _dropped.AsSpan(0, Steps * Rows * H) : States(0)[..(Steps * Rows * H)];

    /// <summary>States after every step with the start before them, [T+1,B,H].</summary>
    public Span<T> States(int state) => _states[state].AsSpan(0, (Steps + 1) * Rows * H);

    /// <summary>Room for the gradients of every step of the next backward pass.</summary>
    public StepRecord<T> NewRecord() => new(StateCount, Steps, Rows, H);

    /// <summary>State after step t; t = -1 is the start. [B,H]</summary>
    public Span<T> State(int state, int t) => _states[state].AsSpan((t + 1) * Rows * H, Rows * H);

    /// <summary>Gradient of the loss by the initial state, after Backward. [B,H]</summary>
    public ReadOnlySpan<T> InitialStateGradient(int state) => DState(state);

    public override void LoadMask(Tensor<T>? mask, ReadOnlySpan<int> samples, int firstStep)
    {
        _mask.Load(mask, samples, firstStep, Steps, _layer.GoBackwards);
    }

    public override void Reseed(long seed)
    {
        _inputDropout.Reseed(seed);
        _stateDropout.Reseed(~seed);
    }

    public override void Forward(ReadOnlySpan<T> x, bool training)
    {
        _inputDropout.Draw(training, FirstRow, Rows, D);
        _stateDropout.Draw(training, FirstRow, Rows, H);
        StartStates();
        var inputs = ProcessInputs(x);

        // Few rows: a stretch of steps at a time, their inputs' part as one product, still near when the steps take it up. From the
        // rows of a tile on, a step's two products are one sum in registers.
        bool together = TakesInputsInStep && Rows >= TileRows;
        int stretch = ScansAllSteps || together ? Steps : Math.Clamp(Stretch / (Rows * _layer.Gates * H), 1, Steps);
        for (int t = 0; t < Steps; t += stretch)
        {
            int end = Math.Min(Steps, t + stretch);
            if (!together)
            {
                ForwardInputs(inputs[(t * Rows * D)..(end * Rows * D)], t, end - t);
            }

            ForwardSteps(t, end, together ? inputs : []);
        }

        if (_mask.Active)
        {
            _mask.WriteOutputs(States(0), H, Steps, Rows);
        }

        CarryStates();
    }

    public override void Backward(ReadOnlySpan<T> x, Span<T> dY, Span<T> dX)
    {
        bool everyStep = _layer.ReturnSequences;
        if (_mask.Active)
        {
            dY = EveryStep(dY);
            _mask.FoldGradient(dY, H, Steps, Rows);
            everyStep = true;
        }

        AllocateBackward();
        StartGradients();
        for (int t = Steps - 1; t >= 0; t--)
        {
            if (everyStep || t == Steps - 1)
            {
                // (3.5) dh_t: what comes from the output, added to what comes from step t + 1
                Vectors.Add(dY.Slice(everyStep ? t * Rows * H : 0, Rows * H), DState(0));
            }

            BackwardGates(t);
            Record?.Keep(this, _mask, t);
            for (int b = 0; _mask.Active && b < Rows; b++)
            {
                if (_mask.Skips(t, b))
                {
                    ClearGates(t, b);
                }
            }

            BackwardState(t);
            _stateDropout.ApplyToSteps(DPrevious(0), Rows * H);
            PassOn(t);
        }

        if (!dX.IsEmpty)
        {
            BackwardInputs(dX);
            _inputDropout.ApplyToSteps(dX, Rows * D);
            if (_layer.GoBackwards)
            {
                ReverseSteps(dX, Rows * D);
            }
        }
    }

    /// <summary>dL/ds_t by what step t itself and later steps do with state s, valid after BackwardGates of step t. [B,H]</summary>
    public virtual ReadOnlySpan<T> StateGradient(int state) => DState(state);

    /// <summary>What reaches state s after step t from later steps and the output; all of it, where step t is skipped. [B,H]</summary>
    public ReadOnlySpan<T> HeldGradient(int state) => DState(state);

    /// <summary>Reads what the layer keeps of a step: gates and, with a record, gradients before their activation. [T,B,width]</summary>
    public abstract void Inspect(GateVisitor<T> visit);

    /// <summary>Gradients of step t before the activations on the input's side. [B, gates * H]</summary>
    public abstract ReadOnlySpan<T> GateGradients(int t);

    /// <summary>The part of the kernel's gradient that step t adds, written to a zeroed [D, gates * H]; x [T,B,D] is the input.</summary>
    public void KernelContribution(ReadOnlySpan<T> x, int t, Span<T> dWx)
    {
        int own = _layer.GoBackwards ? Steps - 1 - t : t;
        MatMul.AddTransposed(x.Slice(own * Rows * D, Rows * D), GateGradients(t), D, Rows, dWx.Length / D, dWx);
    }

    /// <summary>The part of the recurrent weights' gradient that step t adds, written to a zeroed [H, gates * H].</summary>
    public abstract void RecurrentContribution(int t, Span<T> dWh);

    // the input's part of some steps at once; x is theirs
    protected abstract void ForwardInputs(ReadOnlySpan<T> x, int t, int steps);

    // all steps by other means than one after the other, where ScansAllSteps
    protected virtual void ForwardAllSteps()
    {
    }

    // state after step t from the state before it; x is the step's input, or empty after ForwardInputs
    protected abstract void ForwardStep(int t, ReadOnlySpan<T> x, ReadOnlySpan<T> hPrevious);

    // gradients before the activations of step t, from DState
    protected abstract void BackwardGates(int t);

    // no gradient goes through row b of step t
    protected abstract void ClearGates(int t, int b);

    // DPrevious from the gradients before the activations; overwrites
    protected abstract void BackwardState(int t);

    // overwrites dX
    protected abstract void BackwardInputs(Span<T> dX);

    protected Span<T> DState(int state) => _dState[state].AsSpan(0, Rows * H);

    protected Span<T> DPrevious(int state) => _dPrevious[state].AsSpan(0, Rows * H);

    protected ReadOnlySpan<T> PreviousState(int t) => PreviousState(t, drop: false);

    // dL/dh_{t-1} = what arrives through the recurrent product
    protected void SetThroughProduct(ReadOnlySpan<T> dA, PackedMatrix<T> weightsT)
    {
        if (CutHiddenPath)
        {
            DPrevious(0).Clear();
        }
        else
        {
            MatMul.Set(dA, weightsT.Rows, weightsT, Rows, DPrevious(0), H);
        }
    }

    protected ReadOnlySpan<T> Bias(ParameterSlice? bias) => bias is null ? [] : Value(bias);

    // x in the order of processing, with dropped elements at zero
    protected ReadOnlySpan<T> Processed(ReadOnlySpan<T> x) => _layer.GoBackwards || _inputDropout.Active ? _x.AsSpan(0, x.Length) : x;

    // buffers that only the backward pass needs
    protected virtual void AllocateBackward()
    {
        for (int s = 0; s < StateCount; s++)
        {
            _dState[s].Grow(Rows * H);
            _dPrevious[s].Grow(Rows * H);
        }
    }

    protected override void Allocate()
    {
        for (int s = 0; s < StateCount; s++)
        {
            _states[s].Grow((Steps + 1) * Rows * H);
            _initial[s].Grow(Rows * H);
        }

        _mask.Resize(Steps, Rows, H);
        if (_layer.GoBackwards || _layer.Dropout > 0)
        {
            _x.Grow(Steps * Rows * D);
        }

        if (_layer.RecurrentDropout > 0)
        {
            _dropped.Grow(Steps * Rows * H);
        }
    }

    private static AlignedBuffer<T>[] Empty(int count) => [.. Enumerable.Range(0, count).Select(_ => new AlignedBuffer<T>())];

    internal static void ReverseSteps(Span<T> steps, int width)
    {
        int last = (steps.Length / width) - 1;
        for (int t = 0; t < last - t; t++)
        {
            var early = steps.Slice(t * width, width);
            var late = steps.Slice((last - t) * width, width);
            for (int k = 0; k < width; k++)
            {
                (early[k], late[k]) = (late[k], early[k]);
            }
        }
    }

    // inputs: of all steps, or none where their part stands already
    private void ForwardSteps(int from, int end, ReadOnlySpan<T> inputs)
    {
        if (ScansAllSteps)
        {
            ForwardAllSteps();
            return;
        }

        for (int t = from; t < end; t++)
        {
            ForwardStep(t, inputs.IsEmpty ? [] : inputs.Slice(t * Rows * D, Rows * D), PreviousState(t, drop: true));
            if (_mask.Active)
            {
                foreach (var states in _states)
                {
                    _mask.Hold(states, t, H, Rows);
                }
            }
        }
    }

    private ReadOnlySpan<T> ProcessInputs(ReadOnlySpan<T> x)
    {
        if (_layer.GoBackwards || _inputDropout.Active)
        {
            var processed = _x.AsSpan(0, x.Length);
            x.CopyTo(processed);
            if (_layer.GoBackwards)
            {
                ReverseSteps(processed, Rows * D);
            }

            _inputDropout.ApplyToSteps(processed, Rows * D);
        }

        return Processed(x);
    }

    private ReadOnlySpan<T> PreviousState(int t, bool drop)
    {
        var h = State(0, t - 1);
        if (!_stateDropout.Active)
        {
            return h;
        }

        var dropped = _dropped.AsSpan(t * Rows * H, Rows * H);
        if (drop)
        {
            h.CopyTo(dropped);
            _stateDropout.ApplyToSteps(dropped, Rows * H);
        }

        return dropped;
    }

    private void StartGradients()
    {
        for (int s = 0; s < StateCount; s++)
        {
            var dState = DState(s);
            dState.Clear();
            FinalStateGradient?[s].AsSpan(0, Rows * H).CopyTo(dState);
        }
    }

    private Span<T> EveryStep(Span<T> dY)
    {
        if (_layer.ReturnSequences)
        {
            return dY;
        }

        _dY.Grow(Steps * Rows * H);
        var all = _dY.AsSpan(0, Steps * Rows * H);
        all.Clear();
        dY.CopyTo(all[((Steps - 1) * Rows * H)..]);
        return all;
    }

    // what reached the state before step t becomes the gradient of the next step back; a skipped step hands it on unchanged
    private void PassOn(int t)
    {
        for (int s = 0; s < StateCount; s++)
        {
            for (int b = 0; _mask.Active && b < Rows; b++)
            {
                if (_mask.Skips(t, b))
                {
                    DState(s).Slice(b * H, H).CopyTo(DPrevious(s)[(b * H)..]);
                }
            }

            (_dState[s], _dPrevious[s]) = (_dPrevious[s], _dState[s]);
        }
    }
}
