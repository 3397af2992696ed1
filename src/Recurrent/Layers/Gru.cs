using System.Numerics;

namespace Recurrent;

/// <summary>
/// Gated recurrent unit. Weights: kernel [D, 3H], recurrent_kernel [H, 3H], each with the blocks z (update), r (reset),
/// g (candidate) side by side; bias [2, 3H] with resetAfter (row 0 on the input's side, row 1 on the state's), else [3H].
/// Cho et al. (2014).
/// </summary>
public sealed class Gru : RecurrentLayer
{
    /// <summary>Describes a GRU layer.</summary>
    /// <param name="units">Number of units H, at least 1.</param>
    /// <param name="activation">phi of the candidate; tanh by default. Softmax is not possible.</param>
    /// <param name="recurrentActivation">sigma of the gates; sigmoid by default. Softmax is not possible.</param>
    /// <param name="useBias">Whether biases are added.</param>
    /// <param name="returnSequences">True: hand on every step's output; false: the last one's.</param>
    /// <param name="goBackwards">True: feed the steps from last to first.</param>
    /// <param name="stateful">True: carry the state over to the next call.</param>
    /// <param name="zeroOutputForMask">True: the output of a masked step is zero, not the output before it.</param>
    /// <param name="dropout">Share of the inputs dropped in training, in [0, 1).</param>
    /// <param name="recurrentDropout">Share of h_{t-1} dropped in training, in [0, 1).</param>
    /// <param name="returnState">True: as the last layer, hand back the final states too, with PredictOutputs.</param>
    /// <param name="resetAfter">True, Keras' default: r acts on the product with the recurrent kernel; false: on the state before it.</param>
    /// <param name="kernelInitializer">Start of the kernel; glorot uniform by default.</param>
    /// <param name="recurrentInitializer">Start of the recurrent kernel; orthogonal by default.</param>
    /// <param name="biasInitializer">Start of the bias; zeros by default.</param>
    /// <param name="name">Name in the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">units is below 1, a rate is outside of [0, 1), or an activation is not possible.</exception>
    public Gru(
        int units,
        Activation activation = Activation.Tanh,
        Activation recurrentActivation = Activation.Sigmoid,
        bool useBias = true,
        bool returnSequences = false,
        bool goBackwards = false,
        bool stateful = false,
        bool zeroOutputForMask = false,
        double dropout = 0,
        double recurrentDropout = 0,
        bool returnState = false,
        bool resetAfter = true,
        Initializer? kernelInitializer = null,
        Initializer? recurrentInitializer = null,
        Initializer? biasInitializer = null,
        string? name = null)
        : base(units, ElementWise(activation, nameof(activation)), new RecurrentOptions(
            useBias, returnSequences, goBackwards, stateful, zeroOutputForMask, dropout, recurrentDropout, returnState,
            kernelInitializer, recurrentInitializer, biasInitializer, name))
    {
        RecurrentActivation = ElementWise(recurrentActivation, nameof(recurrentActivation));
        ResetAfter = resetAfter;
    }

    /// <summary>sigma, applied to the gates.</summary>
    public Activation RecurrentActivation { get; }

    /// <summary>Whether the reset gate acts after the product with the recurrent kernel.</summary>
    public bool ResetAfter { get; }

    /// <inheritdoc/>
    public override string Type => "GRU";

    internal override string BaseName => "gru";

    internal override int Gates => 3;

    internal override void DeclareBias(ParameterDeclaration parameters)
    {
        var start = Options.BiasInitializer is ChronoInitializer chrono ? chrono.For(3, keep: 0, input: null) : Options.BiasInitializer ?? Initializer.Zeros;
        parameters.Add("bias", ResetAfter ? [2, 3 * Units] : [3 * Units], start);
    }

    internal override RecurrentPass<T> CreateRecurrentPass<T>(LayerContext<T> context) => new GruPass<T>(this, context);
}

// row-major: x [T,B,D]  h [T,B,H]  gates [T,B,3H] = z, r, g side by side; a: the same before the activation
//   forward   a = x_t Wx + b     z = sigma(a_z + h_{t-1} Wh_z)     r = sigma(a_r + h_{t-1} Wh_r)
//             reset after    q = h_{t-1} Wh_g + b1_g     g = phi(a_g + r q)     (b1_z, b1_r are added to a)
//             reset before   q = r h_{t-1}               g = phi(a_g + q Wh_g)
//             h_t = z h_{t-1} + (1 - z) g
//   backward  dz = dh_t (h_{t-1} - g)     dg = dh_t (1 - z)     da_g = phi' dg     da_z = sigma' dz     da_r = sigma' dr
//             reset after    dr = da_g q     dq = da_g r            dh_{t-1} = dh_t z + (da_z, da_r, dq) Wh^T
//             reset before   dq = da_g Wh_g^T     dr = dq h_{t-1}   dh_{t-1} = dh_t z + dq r + (da_z, da_r) Wh_zr^T
internal sealed class GruPass<T> : RecurrentPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly bool _resetAfter;
    private readonly Activation _phi;
    private readonly Activation _sigma;
    private readonly ParameterSlice? _b;
    private readonly PackedMatrix<T> _wx;
    private readonly PackedMatrix<T> _whZR;
    private readonly PackedMatrix<T> _whG;
    private readonly PackedMatrix<T> _wxT;
    private readonly PackedMatrix<T> _whZRT;
    private readonly PackedMatrix<T> _whGT;
    private readonly AlignedBuffer<T> _stateBias;
    private readonly AlignedBuffer<T> _gates = new();
    private readonly AlignedBuffer<T> _q = new();
    private readonly AlignedBuffer<T> _da = new();
    private readonly AlignedBuffer<T> _dq = new();

    public GruPass(Gru layer, LayerContext<T> context)
        : base(layer, context, stateCount: 1)
    {
        _resetAfter = layer.ResetAfter;
        _phi = layer.Activation;
        _sigma = layer.RecurrentActivation;
        _b = layer.UseBias ? context.Slice("bias") : null;
        _stateBias = new AlignedBuffer<T>(2 * H);
        ParameterSlice wx = context.Slice("kernel"), wh = context.Slice("recurrent_kernel");
        _wx = context.Packed(wx, WeightUse.Forward);
        _whZR = context.Packed(wh, WeightUse.Forward, 0, 2 * H);
        _whG = context.Packed(wh, WeightUse.Forward, 2 * H, H);
        _wxT = context.Packed(wx, WeightUse.InputGradient);
        _whZRT = context.Packed(wh, WeightUse.Backward, 0, 2 * H);
        _whGT = context.Packed(wh, WeightUse.Backward, 2 * H, H);
        WeightSums = [.. Sums(wx, wh)];
    }

    public override IReadOnlyList<WeightSum> WeightSums { get; }

    private Span<T> Gates => _gates.AsSpan(0, Steps * Rows * 3 * H);

    // in the place of the gates, unless somebody wants to see both
    private AlignedBuffer<T> DaBuffer => Record is null ? _gates : _da;

    private Span<T> Da => DaBuffer.AsSpan(0, Steps * Rows * 3 * H);

    // gradient by q of every step; with reset before it is needed for one step only
    private Span<T> Dq(int t) => _dq.AsSpan(_resetAfter ? t * Rows * H : 0, Rows * H);

    public override void Inspect(GateVisitor<T> visit)
    {
        string[] names = ["z", "r", "g"];
        for (int block = 0; block < 3; block++)
        {
            visit(names[block], Gates, block * H, H);
            if (Record is not null)
            {
                visit("d" + names[block], Da, block * H, H);
            }
        }
    }

    public override ReadOnlySpan<T> GateGradients(int t) => Step(DaBuffer, t);

    public override void RecurrentContribution(int t, Span<T> dWh)
    {
        // the candidate's block meets q, or with reset after the gradient by q
        var zrg = new T[Rows * 3 * H];
        GateGradients(t).CopyTo(zrg);
        if (_resetAfter)
        {
            CopyColumns(Dq(t), zrg, 2 * H);
            MatMul.AddTransposed(PreviousState(t), zrg, H, Rows, 3 * H, dWh);
            return;
        }

        var candidate = new T[H * 3 * H];
        MatMul.AddTransposed(PreviousState(t), zrg, H, Rows, 3 * H, dWh);
        MatMul.AddTransposed(_q.AsSpan(t * Rows * H, Rows * H), zrg, H, Rows, 3 * H, candidate);
        for (int row = 0; row < H; row++)
        {
            candidate.AsSpan((row * 3 * H) + (2 * H), H).CopyTo(dWh[((row * 3 * H) + (2 * H))..]);
        }
    }

    public override WeightFactors<T> Factors(int sum, ReadOnlySpan<T> x)
    {
        bool candidate = sum is 2 or 5;
        bool ofQ = _resetAfter && candidate;
        return new WeightFactors<T>
        {
            First = sum == 0 ? Processed(x) : candidate && !_resetAfter ? _q : PreviousStates,
            FirstWidth = sum == 0 ? D : sum < 3 ? H : 0,
            Right = ofQ ? _dq : candidate ? Da[(2 * H)..] : Da,
            RightStride = ofQ ? H : 3 * H,
        };
    }

    // x_t Wx + b
    protected override void ForwardInputs(ReadOnlySpan<T> x, int t, int steps)
    {
        var bias = _b is null ? default : Value(_b)[..(3 * H)];
        if (_resetAfter && _b is not null)
        {
            // behind its end a kernel may read
            Value(_b).Slice(3 * H, 2 * H).CopyTo(_stateBias);
        }

        MatMul.SetWithBias(x, D, _wx, bias, steps * Rows, _gates.AsSpan(t * Rows * 3 * H), 3 * H);
    }

    protected override void ForwardStep(int t, ReadOnlySpan<T> x, ReadOnlySpan<T> hPrevious)
    {
        var gates = Step(_gates, t);
        var q = _q.AsSpan(t * Rows * H);
        MatMul.Add(hPrevious, H, _whZR, Rows, gates, 3 * H);
        if (_resetAfter)
        {
            MatMul.SetWithBias(hPrevious, H, _whG, _b is null ? default : Value(_b)[(5 * H)..], Rows, q, H);
            GruCell.ForwardAfter(_sigma, _phi, gates, _stateBias, q, hPrevious, State(0, t), Rows, H);
        }
        else
        {
            GruCell.ForwardReset(_sigma, _phi, gates, hPrevious, q, Rows, H);
            MatMul.Add(q, H, _whG, Rows, gates[(2 * H)..], 3 * H);
            GruCell.ForwardMix(_sigma, _phi, gates, hPrevious, State(0, t), Rows, H);
        }
    }

    protected override void BackwardGates(int t)
    {
        Span<T> gates = Step(_gates, t), da = Step(DaBuffer, t);
        if (_resetAfter)
        {
            GruCell.BackwardAfter<T>(_sigma, _phi, gates, _q.AsSpan(t * Rows * H), PreviousState(t), DState(0), da, Dq(t), DPrevious(0), Rows, H);
            return;
        }

        // the reset gate stays in its place until the second part has read it
        GruCell.BackwardMix<T>(_sigma, _phi, gates, PreviousState(t), DState(0), da, DPrevious(0), Rows, H);
        MatMul.Set(da[(2 * H)..], 3 * H, _whGT, Rows, Dq(t), H);
        Span<T> ignored = CutHiddenPath ? _dq.AsSpan(Rows * H) : DPrevious(0);
        GruCell.BackwardReset<T>(_sigma, _phi, gates, PreviousState(t), da, Dq(t), ignored, Rows, H);
    }

    protected override void ClearGates(int t, int b)
    {
        Step(DaBuffer, t).Slice(b * 3 * H, 3 * H).Clear();
        Dq(t).Slice(b * H, H).Clear();
    }

    protected override void BackwardState(int t)
    {
        if (CutHiddenPath)
        {
            return;
        }

        MatMul.Add(Step(DaBuffer, t), 3 * H, _whZRT, Rows, DPrevious(0), H);
        if (_resetAfter)
        {
            MatMul.Add(Dq(t), H, _whGT, Rows, DPrevious(0), H);
        }
    }

    protected override void BackwardInputs(Span<T> dX) => MatMul.Set<T>(Da, 3 * H, _wxT, Steps * Rows, dX, D);

    protected override void Allocate()
    {
        base.Allocate();
        _gates.Grow(Steps * Rows * 3 * H);
        _q.Grow(Steps * Rows * H);
    }

    protected override void AllocateBackward()
    {
        base.AllocateBackward();
        _dq.Grow((_resetAfter ? Steps : 2) * Rows * H);
        if (Record is not null)
        {
            _da.Grow(Steps * Rows * 3 * H);
        }
    }

    private IEnumerable<WeightSum> Sums(ParameterSlice wx, ParameterSlice wh)
    {
        yield return new WeightSum(wx.Offset, 3 * H, D, 3 * H);
        yield return new WeightSum(wh.Offset, 3 * H, H, 2 * H);
        yield return new WeightSum(wh.Offset + (2 * H), 3 * H, H, H);
        if (_b is not null)
        {
            yield return new WeightSum(_b.Offset, 3 * H, 1, 3 * H);
            if (_resetAfter)
            {
                yield return new WeightSum(_b.Offset + (3 * H), 3 * H, 1, 2 * H);
                yield return new WeightSum(_b.Offset + (5 * H), 3 * H, 1, H);
            }
        }
    }

    private void CopyColumns(ReadOnlySpan<T> from, Span<T> to, int column)
    {
        for (int row = 0; row < Rows; row++)
        {
            from.Slice(row * H, H).CopyTo(to[((row * 3 * H) + column)..]);
        }
    }

    private Span<T> Step(AlignedBuffer<T> blocks, int t) => blocks.AsSpan(t * Rows * 3 * H, Rows * 3 * H);
}
