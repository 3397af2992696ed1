using System.Numerics;

namespace Recurrent;

/// <summary>
/// Long short-term memory with forget gate. Weights: kernel [D, 4H], recurrent_kernel [H, 4H], bias [4H], each with the
/// blocks i, f, g (candidate), o side by side, as in Keras. Chapter 3; Hochreiter and Schmidhuber (1997), Gers et al. (2000).
/// </summary>
public sealed class Lstm : RecurrentLayer
{
    /// <summary>Describes an LSTM layer.</summary>
    /// <param name="units">Number of units H, at least 1.</param>
    /// <param name="activation">phi of candidate and cell; tanh by default. Softmax is not possible.</param>
    /// <param name="recurrentActivation">sigma of the gates; sigmoid by default. Softmax is not possible.</param>
    /// <param name="useBias">Whether biases are added.</param>
    /// <param name="returnSequences">True: hand on every step's output; false: the last one's.</param>
    /// <param name="goBackwards">True: feed the steps from last to first.</param>
    /// <param name="stateful">True: carry h and C over to the next call.</param>
    /// <param name="zeroOutputForMask">True: the output of a masked step is zero, not the output before it.</param>
    /// <param name="dropout">Share of the inputs dropped in training, in [0, 1).</param>
    /// <param name="recurrentDropout">Share of h_{t-1} dropped in training, in [0, 1).</param>
    /// <param name="returnState">True: as the last layer, hand back the final states too, with PredictOutputs.</param>
    /// <param name="unitForgetBias">True: the forget block of the bias starts at <paramref name="forgetBias"/>, unless a chrono initializer sets it.</param>
    /// <param name="forgetBias">That start; 1 in Keras. Larger values keep the cell's memory for longer, 1 + e^forgetBias steps.</param>
    /// <param name="kernelInitializer">Start of the kernel; glorot uniform by default.</param>
    /// <param name="recurrentInitializer">Start of the recurrent kernel; orthogonal by default.</param>
    /// <param name="biasInitializer">Start of the bias; zeros by default.</param>
    /// <param name="name">Name in the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">units is below 1, a rate is outside of [0, 1), or an activation is not possible.</exception>
    public Lstm(
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
        bool unitForgetBias = true,
        double forgetBias = 1,
        Initializer? kernelInitializer = null,
        Initializer? recurrentInitializer = null,
        Initializer? biasInitializer = null,
        string? name = null)
        : base(units, ElementWise(activation, nameof(activation)), new RecurrentOptions(
            useBias, returnSequences, goBackwards, stateful, zeroOutputForMask, dropout, recurrentDropout, returnState,
            kernelInitializer, recurrentInitializer, biasInitializer, name))
    {
        RecurrentActivation = ElementWise(recurrentActivation, nameof(recurrentActivation));
        UnitForgetBias = unitForgetBias;
        ForgetBias = forgetBias;
    }

    /// <summary>sigma, applied to the gates.</summary>
    public Activation RecurrentActivation { get; }

    /// <summary>Whether the forget block of the bias has a start of its own.</summary>
    public bool UnitForgetBias { get; }

    /// <summary>Start of the forget block of the bias.</summary>
    public double ForgetBias { get; }

    /// <inheritdoc/>
    public override string Type => "LSTM";

    internal override string BaseName => "lstm";

    internal override int Gates => 4;

    internal override int States => 2;

    internal override void DeclareBias(ParameterDeclaration parameters)
    {
        var others = Options.BiasInitializer ?? Initializer.Zeros;
        Initializer start = others is ChronoInitializer chrono ? chrono.For(4, keep: 1, input: 0)
            : UnitForgetBias ? new ForgetBiasInitializer(others, ForgetBias, blocks: 4, forgetBlock: 1)
            : others;
        parameters.Add("bias", [4 * Units], start);
    }

    internal override RecurrentPass<T> CreateRecurrentPass<T>(LayerContext<T> context) => new LstmPass<T>(this, context);
}

// row-major: x [T,B,D]  h, C [T,B,H]  gates [T,B,4H] = i, f, g, o side by side; a: the same before the activation
//   forward   a = x_t Wx + h_{t-1} Wh + b
//             (3.11) i = sigma(a_i)   (3.12) f = sigma(a_f)   (3.13) o = sigma(a_o)   (3.14) g = phi(a_g)
//             (3.15) C_t = f C_{t-1} + i g                    (3.16) h_t = o phi(C_t)
//   backward  (3.17) dC_t = dh_t o phi'(C_t) + dC_{t+1} f_{t+1}
//             (3.18) do = dh_t phi(C_t)   (3.19) di = dC_t g   (3.20) df = dC_t C_{t-1}   (3.21) dg = dC_t i
//             (3.22) da = sigma' or phi' times these          (3.23) dh_{t-1} = da Wh^T, summed over the four blocks
//             (3.24) dWx = sum_t x_t^T da_t   dWh = sum_t h_{t-1}^T da_t   db = sum_t da_t   and   dx_t = da_t Wx^T
internal sealed class LstmPass<T> : RecurrentPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Activation _phi;
    private readonly Activation _sigma;
    private readonly ParameterSlice? _b;
    private readonly PackedMatrix<T> _wx;
    private readonly PackedMatrix<T> _wh;
    private readonly PackedMatrix<T> _wxT;
    private readonly PackedMatrix<T> _whT;
    private readonly AlignedBuffer<T> _gates = new();
    private readonly AlignedBuffer<T> _phiC = new();
    private readonly AlignedBuffer<T> _da = new();
    private readonly AlignedBuffer<T> _dC = new();

    public LstmPass(Lstm layer, LayerContext<T> context)
        : base(layer, context, stateCount: 2)
    {
        _phi = layer.Activation;
        _sigma = layer.RecurrentActivation;
        _b = layer.UseBias ? context.Slice("bias") : null;
        ParameterSlice wx = context.Slice("kernel"), wh = context.Slice("recurrent_kernel");
        _wx = context.Packed(wx, WeightUse.Forward);
        _wh = context.Packed(wh, WeightUse.Forward);
        _wxT = context.Packed(wx, WeightUse.InputGradient);
        _whT = context.Packed(wh, WeightUse.Backward);

        // (3.24) dWx, dWh and db lie one below the other, so they are one product: (x_t, h_{t-1}, 1)^T da_t, summed over t
        WeightSums = [new WeightSum(wx.Offset, 4 * H, D + H + (_b is null ? 0 : 1), 4 * H)];
    }

    public override IReadOnlyList<WeightSum> WeightSums { get; }

    protected override bool TakesInputsInStep => true;

    private Span<T> Gates => _gates.AsSpan(0, Steps * Rows * 4 * H);

    // in the place of the gates, unless somebody wants to see both
    private AlignedBuffer<T> DaBuffer => Record is null ? _gates : _da;

    private Span<T> Da => DaBuffer.AsSpan(0, Steps * Rows * 4 * H);

    private Span<T> DC => _dC.AsSpan(0, Rows * H);

    public override ReadOnlySpan<T> StateGradient(int state) => state == 0 ? DState(0) : DC;

    public override void Inspect(GateVisitor<T> visit)
    {
        string[] names = ["i", "f", "g", "o"];
        for (int block = 0; block < 4; block++)
        {
            visit(names[block], Gates, block * H, H);
            if (Record is not null)
            {
                visit("d" + names[block], Da, block * H, H);
            }
        }
    }

    public override ReadOnlySpan<T> GateGradients(int t) => Step(DaBuffer, t);

    public override void RecurrentContribution(int t, Span<T> dWh) => MatMul.AddTransposed(PreviousState(t), GateGradients(t), H, Rows, 4 * H, dWh);

    public override WeightFactors<T> Factors(int sum, ReadOnlySpan<T> x)
    {
        return new WeightFactors<T>
        {
            First = Processed(x),
            FirstWidth = D,
            Second = PreviousStates,
            SecondWidth = H,
            Right = Da,
            RightStride = 4 * H,
        };
    }

    // x_t Wx + b, where the step does not take it
    protected override void ForwardInputs(ReadOnlySpan<T> x, int t, int steps)
    {
        MatMul.SetWithBias(x, D, _wx, Bias(_b), steps * Rows, _gates.AsSpan(t * Rows * 4 * H), 4 * H);
    }

    protected override void ForwardStep(int t, ReadOnlySpan<T> x, ReadOnlySpan<T> hPrevious)
    {
        var gates = Step(_gates, t);
        if (x.IsEmpty)
        {
            MatMul.Add(hPrevious, H, _wh, Rows, gates, 4 * H);
        }
        else
        {
            MatMul.SetPairWithBias(x, D, _wx, hPrevious, H, _wh, Bias(_b), Rows, gates, 4 * H);
        }

        LstmCell.Forward(_sigma, _phi, gates, State(1, t - 1), State(1, t), _phiC.AsSpan(t * Rows * H), State(0, t), Rows, H);
    }

    protected override void BackwardGates(int t)
    {
        var phiC = _phiC.AsSpan(t * Rows * H);
        LstmCell.Backward(_sigma, _phi, Step(_gates, t), State(1, t - 1), phiC, DState(0), DState(1), Step(DaBuffer, t), DC, DPrevious(1), Rows, H);
    }

    protected override void ClearGates(int t, int b) => Step(DaBuffer, t).Slice(b * 4 * H, 4 * H).Clear();

    protected override void BackwardState(int t) => SetThroughProduct(Step(DaBuffer, t), _whT); // (3.23)

    protected override void BackwardInputs(Span<T> dX) => MatMul.Set<T>(Da, 4 * H, _wxT, Steps * Rows, dX, D);

    protected override void Allocate()
    {
        base.Allocate();
        _gates.Grow(Steps * Rows * 4 * H);
        _phiC.Grow(Steps * Rows * H);
    }

    protected override void AllocateBackward()
    {
        base.AllocateBackward();
        _dC.Grow(Rows * H);
        if (Record is not null)
        {
            _da.Grow(Steps * Rows * 4 * H);
        }
    }

    private Span<T> Step(AlignedBuffer<T> blocks, int t) => blocks.AsSpan(t * Rows * 4 * H, Rows * 4 * H);
}
