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

    internal override RecurrentPass<T> CreateRecurrentPass<T>(LayerContext<T> context, T[] gradients) => new LstmPass<T>(this, context, gradients);
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
    private readonly ParameterSlice _wx;
    private readonly ParameterSlice _wh;
    private readonly ParameterSlice? _b;
    private readonly Transposed<T> _wxT;
    private readonly Transposed<T> _whT;
    private T[] _gates = [];
    private T[] _phiC = [];
    private T[] _da = [];
    private T[] _dC = [];

    public LstmPass(Lstm layer, LayerContext<T> context, T[] gradients)
        : base(layer, context, gradients, stateCount: 2)
    {
        _phi = layer.Activation;
        _sigma = layer.RecurrentActivation;
        _wx = context.Slice("kernel");
        _wh = context.Slice("recurrent_kernel");
        _b = layer.UseBias ? context.Slice("bias") : null;
        _wxT = context.TransposeOf(_wx);
        _whT = context.TransposeOf(_wh);
    }

    private Span<T> Gates => _gates.AsSpan(0, Steps * Rows * 4 * H);

    private Span<T> Da => _da.AsSpan(0, Steps * Rows * 4 * H);

    private Span<T> DC => _dC.AsSpan(0, Rows * H);

    public override ReadOnlySpan<T> StateGradient(int state) => state == 0 ? DState(0) : DC;

    public override void Inspect(GateVisitor<T> visit)
    {
        string[] names = ["i", "f", "g", "o"];
        for (int block = 0; block < 4; block++)
        {
            visit(names[block], Gates, block * H, H);
            visit("d" + names[block], Da, block * H, H);
        }
    }

    public override ReadOnlySpan<T> GateGradients(int t) => Step(_da, t);

    public override void RecurrentContribution(int t, Span<T> dWh) => MatMul.AddTransposed(PreviousState(t), Step(_da, t), H, Rows, 4 * H, dWh);

    protected override void ForwardInputs(ReadOnlySpan<T> x)
    {
        if (_b is null)
        {
            Gates.Clear();
        }
        else
        {
            Bias.Fill(Value(_b), Gates);
        }

        MatMul.Add(x, Value(_wx), Steps * Rows, D, 4 * H, Gates);
    }

    protected override void ForwardStep(int t, ReadOnlySpan<T> hPrevious)
    {
        MatMul.Add(hPrevious, Value(_wh), Rows, H, 4 * H, Step(_gates, t));
        for (int b = 0; b < Rows; b++)
        {
            var gates = Row(_gates, t, b);
            Activate.InPlace(_sigma, gates[..(2 * H)], H); // (3.11), (3.12)
            Activate.InPlace(_phi, gates.Slice(2 * H, H), H); // (3.14)
            Activate.InPlace(_sigma, gates.Slice(3 * H, H), H); // (3.13)
            ReadOnlySpan<T> i = gates[..H], f = gates.Slice(H, H), g = gates.Slice(2 * H, H), o = gates.Slice(3 * H, H);
            var C_t = State(1, t).Slice(b * H, H);
            var phiC = _phiC.AsSpan(((t * Rows) + b) * H, H);
            CellForward(i, f, g, State(1, t - 1).Slice(b * H, H), C_t); // (3.15)
            C_t.CopyTo(phiC);
            Activate.InPlace(_phi, phiC, H);
            Vectors.Multiply(o, phiC, State(0, t).Slice(b * H, H)); // (3.16)
        }
    }

    protected override void BackwardGates(int t)
    {
        for (int b = 0; b < Rows; b++)
        {
            int at = b * H;
            CellBackward(
                Row(_gates, t, b),
                State(1, t - 1).Slice(at, H),
                _phiC.AsSpan(((t * Rows) + b) * H, H),
                DState(0).Slice(at, H),
                DState(1).Slice(at, H),
                DC.Slice(at, H),
                Row(_da, t, b));
        }
    }

    protected override void ClearGates(int t, int b) => Row(_da, t, b).Clear();

    protected override void BackwardState(int t)
    {
        DPrevious(0).Clear();
        AddThroughProduct(Step(_da, t), 4 * H, _whT.Span); // (3.23)
        for (int b = 0; b < Rows; b++)
        {
            // the second term of (3.17) for step t - 1
            Vectors.Multiply(DC.Slice(b * H, H), Row(_gates, t, b).Slice(H, H), DPrevious(1).Slice(b * H, H));
        }
    }

    protected override void BackwardWeights(ReadOnlySpan<T> x)
    {
        // (3.24) the sums over t are one product each
        MatMul.AddTransposed(x, Da, D, Steps * Rows, 4 * H, Gradient(_wx));
        MatMul.AddTransposed(PreviousStates, Da, H, Steps * Rows, 4 * H, Gradient(_wh));
        if (_b is not null)
        {
            Bias.AddRows(Da, Gradient(_b));
        }
    }

    protected override void BackwardInputs(Span<T> dX)
    {
        dX.Clear();
        MatMul.Add(Da, _wxT.Span, Steps * Rows, 4 * H, D, dX);
    }

    protected override void Allocate()
    {
        base.Allocate();
        Grow(ref _gates, Steps * Rows * 4 * H);
        Grow(ref _phiC, Steps * Rows * H);
        Grow(ref _da, Steps * Rows * 4 * H);
        Grow(ref _dC, Rows * H);
    }

    private static void CellForward(ReadOnlySpan<T> i, ReadOnlySpan<T> f, ReadOnlySpan<T> g, ReadOnlySpan<T> cPrevious, Span<T> c)
    {
        for (int k = 0; k < c.Length; k += Vector<T>.Count)
        {
            var kept = Lanes.Load(f, k) * Lanes.Load(cPrevious, k);
            Lanes.Store(Lanes.MultiplyAdd(Lanes.Load(i, k), Lanes.Load(g, k), kept), c, k);
        }
    }

    private void CellBackward(
        ReadOnlySpan<T> gates, ReadOnlySpan<T> cPrevious, ReadOnlySpan<T> phiC, ReadOnlySpan<T> dh, ReadOnlySpan<T> dcNext, Span<T> dC, Span<T> da)
    {
        ReadOnlySpan<T> inputGate = gates[..H], forgetGate = gates.Slice(H, H), candidate = gates.Slice(2 * H, H), outputGate = gates.Slice(3 * H, H);
        Span<T> da_i = da[..H], da_f = da.Slice(H, H), da_g = da.Slice(2 * H, H), da_o = da.Slice(3 * H, H);
        for (int k = 0; k < dh.Length; k += Vector<T>.Count)
        {
            var i = Lanes.Load(inputGate, k);
            var f = Lanes.Load(forgetGate, k);
            var g = Lanes.Load(candidate, k);
            var o = Lanes.Load(outputGate, k);
            var p = Lanes.Load(phiC, k);
            var dh_t = Lanes.Load(dh, k);
            var dC_t = Lanes.MultiplyAdd(dh_t * o, Activate.Slope(_phi, p), Lanes.Load(dcNext, k)); // (3.17)
            var do_t = dh_t * p; // (3.18)
            var di_t = dC_t * g; // (3.19)
            var df_t = dC_t * Lanes.Load(cPrevious, k); // (3.20)
            var dg_t = dC_t * i; // (3.21)
            Lanes.Store(dC_t, dC, k);
            Lanes.Store(di_t * Activate.Slope(_sigma, i), da_i, k); // (3.22)
            Lanes.Store(df_t * Activate.Slope(_sigma, f), da_f, k);
            Lanes.Store(dg_t * Activate.Slope(_phi, g), da_g, k);
            Lanes.Store(do_t * Activate.Slope(_sigma, o), da_o, k);
        }
    }

    private Span<T> Step(T[] blocks, int t) => blocks.AsSpan(t * Rows * 4 * H, Rows * 4 * H);

    private Span<T> Row(T[] blocks, int t, int b) => blocks.AsSpan(((t * Rows) + b) * 4 * H, 4 * H);
}
