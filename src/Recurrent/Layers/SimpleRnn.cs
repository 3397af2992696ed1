using System.Numerics;

namespace Recurrent;

/// <summary>
/// Elman layer: h_t = phi(x_t Wx + h_{t-1} Wh + b). Weights: kernel Wx [D, H], recurrent_kernel Wh [H, H], bias b [H].
/// Chapter 3; Elman (1990). Keras' SimpleRNN.
/// </summary>
public sealed class SimpleRnn : RecurrentLayer
{
    /// <summary>Describes a simple recurrent layer.</summary>
    /// <param name="units">Number of units H, at least 1.</param>
    /// <param name="activation">phi; tanh by default, sigmoid in many textbooks.</param>
    /// <param name="useBias">Whether b is added.</param>
    /// <param name="returnSequences">True: hand on every step's output; false: the last one's.</param>
    /// <param name="goBackwards">True: feed the steps from last to first.</param>
    /// <param name="stateful">True: carry the state over to the next call.</param>
    /// <param name="zeroOutputForMask">True: the output of a masked step is zero, not the output before it.</param>
    /// <param name="dropout">Share of the inputs dropped in training, in [0, 1).</param>
    /// <param name="recurrentDropout">Share of h_{t-1} dropped in training, in [0, 1).</param>
    /// <param name="returnState">True: as the last layer, hand back the final states too, with PredictOutputs.</param>
    /// <param name="kernelInitializer">Start of Wx; glorot uniform by default.</param>
    /// <param name="recurrentInitializer">Start of Wh; orthogonal by default.</param>
    /// <param name="biasInitializer">Start of b; zeros by default.</param>
    /// <param name="name">Name in the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">units is below 1, or a rate is outside of [0, 1).</exception>
    public SimpleRnn(
        int units,
        Activation activation = Activation.Tanh,
        bool useBias = true,
        bool returnSequences = false,
        bool goBackwards = false,
        bool stateful = false,
        bool zeroOutputForMask = false,
        double dropout = 0,
        double recurrentDropout = 0,
        bool returnState = false,
        Initializer? kernelInitializer = null,
        Initializer? recurrentInitializer = null,
        Initializer? biasInitializer = null,
        string? name = null)
        : base(units, activation, new RecurrentOptions(
            useBias, returnSequences, goBackwards, stateful, zeroOutputForMask, dropout, recurrentDropout, returnState,
            kernelInitializer, recurrentInitializer, biasInitializer, name))
    {
    }

    /// <inheritdoc/>
    public override string Type => "SimpleRNN";

    internal override string BaseName => "simple_rnn";

    internal override int Gates => 1;

    internal override RecurrentPass<T> CreateRecurrentPass<T>(LayerContext<T> context) => new SimpleRnnPass<T>(this, context);
}

// row-major: x [T,B,D]  h [T,B,H]  Wx [D,H]  Wh [H,H]  b [H]
//   forward   (3.1) a_t = x_t Wx + h_{t-1} Wh + b     (3.2) h_t = phi(a_t)
//   backward  (3.5) dh_t = dy_t + what step t+1 sends back     (3.6) da_t = phi'(a_t) * dh_t     (3.7) dh_{t-1} += da_t Wh^T
//             (3.8) dWx = sum_t x_t^T da_t   dWh = sum_t h_{t-1}^T da_t   db = sum_t da_t   and   dx_t = da_t Wx^T
internal sealed class SimpleRnnPass<T> : RecurrentPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Activation _phi;
    private readonly ParameterSlice? _b;
    private readonly PackedMatrix<T> _wx;
    private readonly PackedMatrix<T> _wh;
    private readonly PackedMatrix<T> _wxT;
    private readonly PackedMatrix<T> _whT;
    private readonly AlignedBuffer<T> _da = new();

    public SimpleRnnPass(SimpleRnn layer, LayerContext<T> context)
        : base(layer, context, stateCount: 1)
    {
        _phi = layer.Activation;
        _b = layer.UseBias ? context.Slice("bias") : null;
        ParameterSlice wx = context.Slice("kernel"), wh = context.Slice("recurrent_kernel");
        _wx = context.Packed(wx, WeightUse.Forward);
        _wh = context.Packed(wh, WeightUse.Forward);
        _wxT = context.Packed(wx, WeightUse.InputGradient);
        _whT = context.Packed(wh, WeightUse.Backward);

        // (3.8) dWx, dWh and db lie one below the other, so they are one product: (x_t, h_{t-1}, 1)^T da_t, summed over t
        WeightSums = [new WeightSum(wx.Offset, H, D + H + (_b is null ? 0 : 1), H)];
    }

    public override IReadOnlyList<WeightSum> WeightSums { get; }

    protected override bool TakesInputsInStep => true;

    private Span<T> Da => _da.AsSpan(0, Steps * Rows * H);

    public override void Inspect(GateVisitor<T> visit)
    {
        if (Record is not null)
        {
            visit("da", Da, 0, H);
        }
    }

    public override ReadOnlySpan<T> GateGradients(int t) => Da_t(t);

    public override void RecurrentContribution(int t, Span<T> dWh) => MatMul.AddTransposed(PreviousState(t), Da_t(t), H, Rows, H, dWh);

    public override WeightFactors<T> Factors(int sum, ReadOnlySpan<T> x)
    {
        return new WeightFactors<T>
        {
            First = Processed(x),
            FirstWidth = D,
            Second = PreviousStates,
            SecondWidth = H,
            Right = Da,
            RightStride = H,
        };
    }

    // (3.1) the part x_t Wx + b, written where h_t will stand
    protected override void ForwardInputs(ReadOnlySpan<T> x, int t, int steps)
    {
        MatMul.SetWithBias(x, D, _wx, Bias(_b), steps * Rows, States(0)[((t + 1) * Rows * H)..], H);
    }

    protected override void ForwardStep(int t, ReadOnlySpan<T> x, ReadOnlySpan<T> hPrevious)
    {
        var h_t = State(0, t);
        if (x.IsEmpty)
        {
            MatMul.Add(hPrevious, H, _wh, Rows, h_t, H); // (3.1)
        }
        else
        {
            MatMul.SetPairWithBias(x, D, _wx, hPrevious, H, _wh, Bias(_b), Rows, h_t, H); // (3.1)
        }

        Activate.InPlace(_phi, h_t, H); // (3.2)
    }

    protected override void BackwardGates(int t) => Activate.Backward(_phi, State(0, t), DState(0), H, Da_t(t)); // (3.6)

    protected override void ClearGates(int t, int b) => Da_t(t).Slice(b * H, H).Clear();

    protected override void BackwardState(int t) => SetThroughProduct(Da_t(t), _whT); // (3.7)

    protected override void BackwardInputs(Span<T> dX) => MatMul.Set<T>(Da, H, _wxT, Steps * Rows, dX, D);

    protected override void AllocateBackward()
    {
        base.AllocateBackward();
        _da.Grow(Steps * Rows * H);
    }

    private Span<T> Da_t(int t) => _da.AsSpan(t * Rows * H, Rows * H);
}
