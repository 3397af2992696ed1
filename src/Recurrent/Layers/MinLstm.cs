using System.Numerics;

namespace Recurrent;

/// <summary>
/// LSTM whose gates see the input alone: f = sigma(a_f), i = sigma(a_i), g = phi(a_g), a = x Wx + b, and with the gates
/// divided by their sum h_t = f' h_{t-1} + i' g. The recurrence is linear in h, so all steps can be computed by a scan.
/// Weights: kernel [D, 3H], bias [3H], blocks f, i, g side by side. Chapter 5; Feng et al. (2024).
/// </summary>
public sealed class MinLstm : RecurrentLayer
{
    /// <summary>Describes a minimal LSTM layer.</summary>
    /// <param name="units">Number of units H, at least 1.</param>
    /// <param name="activation">phi of the candidate; linear by default, as in the paper. Softmax is not possible.</param>
    /// <param name="useBias">Whether biases are added.</param>
    /// <param name="returnSequences">True: hand on every step's output; false: the last one's.</param>
    /// <param name="goBackwards">True: feed the steps from last to first.</param>
    /// <param name="stateful">True: carry the state over to the next call.</param>
    /// <param name="zeroOutputForMask">True: the output of a masked step is zero, not the output before it.</param>
    /// <param name="dropout">Share of the inputs dropped in training, in [0, 1).</param>
    /// <param name="returnState">True: as the last layer, hand back the final state too, with PredictOutputs.</param>
    /// <param name="parallelScan">True: forward by a scan over all steps in place of a loop, equal to it up to rounding. A mask needs the loop.</param>
    /// <param name="forgetBias">Start of the f block of the bias.</param>
    /// <param name="kernelInitializer">Start of the kernel; glorot uniform by default.</param>
    /// <param name="biasInitializer">Start of the other blocks of the bias, zeros by default; a chrono initializer sets f and i.</param>
    /// <param name="name">Name in the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">units is below 1, a rate is outside of [0, 1), or the activation is not possible.</exception>
    public MinLstm(
        int units,
        Activation activation = Activation.Linear,
        bool useBias = true,
        bool returnSequences = false,
        bool goBackwards = false,
        bool stateful = false,
        bool zeroOutputForMask = false,
        double dropout = 0,
        bool returnState = false,
        bool parallelScan = false,
        double forgetBias = 1,
        Initializer? kernelInitializer = null,
        Initializer? biasInitializer = null,
        string? name = null)
        : base(units, ElementWise(activation, nameof(activation)), new RecurrentOptions(
            useBias, returnSequences, goBackwards, stateful, zeroOutputForMask, dropout, 0, returnState, kernelInitializer, null, biasInitializer, name))
    {
        ParallelScan = parallelScan;
        ForgetBias = forgetBias;
    }

    /// <summary>Whether forward goes by a scan.</summary>
    public bool ParallelScan { get; }

    /// <summary>Start of the f block of the bias.</summary>
    public double ForgetBias { get; }

    /// <inheritdoc/>
    public override string Type => "MinLSTM";

    internal override string BaseName => "min_lstm";

    internal override int Gates => 3;

    internal override bool HasRecurrentKernel => false;

    internal override void DeclareBias(ParameterDeclaration parameters)
    {
        var others = Options.BiasInitializer ?? Initializer.Zeros;
        Initializer start = others is ChronoInitializer chrono ? chrono.For(3, keep: 0, input: 1) : new ForgetBiasInitializer(others, ForgetBias, blocks: 3, forgetBlock: 0);
        parameters.Add("bias", [3 * Units], start);
    }

    internal override RecurrentPass<T> CreateRecurrentPass<T>(LayerContext<T> context) => new MinLstmPass<T>(this, context);
}

// row-major: x [T,B,D]  h [T,B,H]  gates [T,B,3H] = f, i, g side by side; keep [T,B,H] = f' = f / (f + i) = 1 - i'
//   forward   (5.8) a = x_t Wx + b   f, i = sigma(a)   g = phi(a_g)   (5.9) h_t = f' h_{t-1} + (1 - f') g
//   backward  (5.10) dh_{t-1} = dh_t f'
//             (5.11) df' = dh_t (h_{t-1} - g)   dg = dh_t (1 - f')   df = df' i / (f + i)^2   di = -df' f / (f + i)^2
//             da = sigma' or phi' times these
internal sealed class MinLstmPass<T> : RecurrentPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Activation _phi;
    private readonly bool _scan;
    private readonly ParameterSlice? _b;
    private readonly PackedMatrix<T> _wx;
    private readonly PackedMatrix<T> _wxT;
    private readonly AlignedBuffer<T> _gates = new();
    private readonly AlignedBuffer<T> _keep = new();
    private readonly AlignedBuffer<T> _da = new();
    private readonly AlignedBuffer<T> _scanned = new();

    public MinLstmPass(MinLstm layer, LayerContext<T> context)
        : base(layer, context, stateCount: 1)
    {
        _phi = layer.Activation;
        _scan = layer.ParallelScan;
        var wx = context.Slice("kernel");
        _b = layer.UseBias ? context.Slice("bias") : null;
        _wx = context.Packed(wx, WeightUse.Forward);
        _wxT = context.Packed(wx, WeightUse.InputGradient);
        WeightSums = [new WeightSum(wx.Offset, 3 * H, D + (_b is null ? 0 : 1), 3 * H)];
    }

    public override IReadOnlyList<WeightSum> WeightSums { get; }

    protected override bool ScansAllSteps => _scan && !Masked;

    private Span<T> Gates => _gates.AsSpan(0, Steps * Rows * 3 * H);

    private Span<T> Da => _da.AsSpan(0, Steps * Rows * 3 * H);

    public override void Inspect(GateVisitor<T> visit)
    {
        string[] names = ["f", "i", "g"];
        for (int block = 0; block < 3; block++)
        {
            visit(names[block], Gates, block * H, H);
            if (Record is not null)
            {
                visit("d" + names[block], Da, block * H, H);
            }
        }
    }

    public override ReadOnlySpan<T> GateGradients(int t) => _da.AsSpan(t * Rows * 3 * H, Rows * 3 * H);

    public override void RecurrentContribution(int t, Span<T> dWh) => throw new NotSupportedException("A MinLstm has no recurrent kernel.");

    public override WeightFactors<T> Factors(int sum, ReadOnlySpan<T> x)
    {
        return new WeightFactors<T> { First = Processed(x), FirstWidth = D, Right = Da, RightStride = 3 * H };
    }

    protected override void ForwardInputs(ReadOnlySpan<T> x, int t, int steps)
    {
        MatMul.SetWithBias(x, D, _wx, Bias(_b), steps * Rows, _gates.AsSpan(t * Rows * 3 * H), 3 * H);
        for (int row = t * Rows; row < (t + steps) * Rows; row++)
        {
            var gates = Row(_gates, row);
            Activate.InPlace(Activation.Sigmoid, gates[..(2 * H)], H);
            Activate.InPlace(_phi, gates[(2 * H)..], H);
            Share(gates[..H], gates.Slice(H, H), _keep.AsSpan(row * H, H));
        }
    }

    protected override void ForwardStep(int t, ReadOnlySpan<T> x, ReadOnlySpan<T> hPrevious)
    {
        var h = State(0, t);
        for (int b = 0; b < Rows; b++)
        {
            int row = (t * Rows) + b;
            Mix(_keep.AsSpan(row * H, H), Row(_gates, row)[(2 * H)..], hPrevious.Slice(b * H, H), h.Slice(b * H, H));
        }
    }

    // h_t = A_t h_0 + B_t with (A_t, B_t) the pair of steps 0 to t together
    protected override void ForwardAllSteps()
    {
        int length = Steps * Rows * H;
        var a = _scanned.AsSpan(0, length);
        var states = States(0);
        var b = states[(Rows * H)..];
        _keep.AsSpan(0, length).CopyTo(a);
        for (int row = 0; row < Steps * Rows; row++)
        {
            var taken = b.Slice(row * H, H);
            taken.Clear();
            Mix(_keep.AsSpan(row * H, H), Row(_gates, row)[(2 * H)..], taken, taken);
        }

        Scan.Inclusive(a, b, Steps, Rows * H);
        for (int t = 0; t < Steps; t++)
        {
            Vectors.AddProduct(a.Slice(t * Rows * H, Rows * H), states[..(Rows * H)], b.Slice(t * Rows * H, Rows * H));
        }
    }

    protected override void BackwardGates(int t)
    {
        for (int b = 0; b < Rows; b++)
        {
            int row = (t * Rows) + b;
            GatesBackward(Row(_gates, row), _keep.AsSpan(row * H, H), PreviousState(t).Slice(b * H, H), DState(0).Slice(b * H, H), Row(_da, row));
        }
    }

    protected override void ClearGates(int t, int b) => Row(_da, (t * Rows) + b).Clear();

    protected override void BackwardState(int t) => Vectors.Multiply(DState(0), _keep.AsSpan(t * Rows * H, Rows * H), DPrevious(0));

    protected override void BackwardInputs(Span<T> dX) => MatMul.Set<T>(Da, 3 * H, _wxT, Steps * Rows, dX, D);

    protected override void Allocate()
    {
        base.Allocate();
        _gates.Grow(Steps * Rows * 3 * H);
        _keep.Grow(Steps * Rows * H);
        if (_scan)
        {
            _scanned.Grow(Steps * Rows * H);
        }
    }

    protected override void AllocateBackward()
    {
        base.AllocateBackward();
        _da.Grow(Steps * Rows * 3 * H);
    }

    private static void Share(ReadOnlySpan<T> f, ReadOnlySpan<T> i, Span<T> keep)
    {
        for (int k = 0; k < keep.Length; k += Vector<T>.Count)
        {
            var forget = Lanes.Load(f, k);
            Lanes.Store(forget / (forget + Lanes.Load(i, k)), keep, k);
        }
    }

    // h = keep hPrevious + (1 - keep) g
    private static void Mix(ReadOnlySpan<T> keep, ReadOnlySpan<T> g, ReadOnlySpan<T> hPrevious, Span<T> h)
    {
        for (int k = 0; k < h.Length; k += Vector<T>.Count)
        {
            var share = Lanes.Load(keep, k);
            Lanes.Store(Lanes.MultiplyAdd(share, Lanes.Load(hPrevious, k), (Vector<T>.One - share) * Lanes.Load(g, k)), h, k);
        }
    }

    private void GatesBackward(ReadOnlySpan<T> gates, ReadOnlySpan<T> keep, ReadOnlySpan<T> hPrevious, ReadOnlySpan<T> dh, Span<T> da)
    {
        var phi = new AnyFunction<T>(_phi);
        var sigma = default(Sigmoid<T>);
        for (int k = 0; k < dh.Length; k += Narrow<T>.Count)
        {
            var f = Lanes.Load<T, Narrow<T>>(gates[..H], k);
            var i = Lanes.Load<T, Narrow<T>>(gates.Slice(H, H), k);
            var g = Lanes.Load<T, Narrow<T>>(gates[(2 * H)..], k);
            var dh_t = Lanes.Load<T, Narrow<T>>(dh, k);
            var sum = f + i;
            var dShare = dh_t * (Lanes.Load<T, Narrow<T>>(hPrevious, k) - g) / (sum * sum);
            Lanes.Store(dShare * i * sigma.Slope(f), da[..H], k);
            Lanes.Store(-dShare * f * sigma.Slope(i), da.Slice(H, H), k);
            Lanes.Store(dh_t * (Narrow<T>.Constant(1) - Lanes.Load<T, Narrow<T>>(keep, k)) * phi.Slope(g), da[(2 * H)..], k);
        }
    }

    private Span<T> Row(AlignedBuffer<T> blocks, int row) => blocks.AsSpan(row * 3 * H, 3 * H);
}
