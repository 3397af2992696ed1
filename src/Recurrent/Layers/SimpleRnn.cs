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

    internal override RecurrentPass<T> CreateRecurrentPass<T>(LayerContext<T> context, T[] gradients) => new SimpleRnnPass<T>(this, context, gradients);
}

// row-major: x [T,B,D]  h [T,B,H]  Wx [D,H]  Wh [H,H]  b [H]
//   forward   (3.1) a_t = x_t Wx + h_{t-1} Wh + b     (3.2) h_t = phi(a_t)
//   backward  (3.5) dh_t = dy_t + what step t+1 sends back     (3.6) da_t = phi'(a_t) * dh_t     (3.7) dh_{t-1} += da_t Wh^T
//             (3.8) dWx = sum_t x_t^T da_t   dWh = sum_t h_{t-1}^T da_t   db = sum_t da_t   and   dx_t = da_t Wx^T
internal sealed class SimpleRnnPass<T> : RecurrentPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Activation _phi;
    private readonly ParameterSlice _wx;
    private readonly ParameterSlice _wh;
    private readonly ParameterSlice? _b;
    private readonly Transposed<T> _wxT;
    private readonly Transposed<T> _whT;
    private T[] _da = [];

    public SimpleRnnPass(SimpleRnn layer, LayerContext<T> context, T[] gradients)
        : base(layer, context, gradients, stateCount: 1)
    {
        _phi = layer.Activation;
        _wx = context.Slice("kernel");
        _wh = context.Slice("recurrent_kernel");
        _b = layer.UseBias ? context.Slice("bias") : null;
        _wxT = context.TransposeOf(_wx);
        _whT = context.TransposeOf(_wh);
    }

    private Span<T> Da => _da.AsSpan(0, Steps * Rows * H);

    public override void Inspect(GateVisitor<T> visit) => visit("da", Da, 0, H);

    public override ReadOnlySpan<T> GateGradients(int t) => Da_t(t);

    public override void RecurrentContribution(int t, Span<T> dWh) => MatMul.AddTransposed(PreviousState(t), Da_t(t), H, Rows, H, dWh);

    protected override void ForwardInputs(ReadOnlySpan<T> x)
    {
        // (3.1) the part x_t Wx + b of every step, written where h_t will stand
        var a = States(0)[(Rows * H)..];
        if (_b is null)
        {
            a.Clear();
        }
        else
        {
            Bias.Fill(Value(_b), a);
        }

        MatMul.Add(x, Value(_wx), Steps * Rows, D, H, a);
    }

    protected override void ForwardStep(int t, ReadOnlySpan<T> hPrevious)
    {
        var h_t = State(0, t);
        MatMul.Add(hPrevious, Value(_wh), Rows, H, H, h_t); // (3.1)
        Activate.InPlace(_phi, h_t, H); // (3.2)
    }

    protected override void BackwardGates(int t) => Activate.Backward(_phi, State(0, t), DState(0), H, Da_t(t)); // (3.6)

    protected override void ClearGates(int t, int b) => Da_t(t).Slice(b * H, H).Clear();

    protected override void BackwardState(int t)
    {
        DPrevious(0).Clear();
        AddThroughProduct(Da_t(t), H, _whT.Span); // (3.7)
    }

    protected override void BackwardWeights(ReadOnlySpan<T> x)
    {
        // (3.8) the sums over t are one product each
        MatMul.AddTransposed(x, Da, D, Steps * Rows, H, Gradient(_wx));
        MatMul.AddTransposed(PreviousStates, Da, H, Steps * Rows, H, Gradient(_wh));
        if (_b is not null)
        {
            Bias.AddRows(Da, Gradient(_b));
        }
    }

    protected override void BackwardInputs(Span<T> dX)
    {
        dX.Clear();
        MatMul.Add(Da, _wxT.Span, Steps * Rows, H, D, dX);
    }

    protected override void Allocate()
    {
        base.Allocate();
        Grow(ref _da, Steps * Rows * H);
    }

    private Span<T> Da_t(int t) => _da.AsSpan(t * Rows * H, Rows * H);
}
