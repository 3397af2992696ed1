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

    internal override RecurrentPass<T> CreateRecurrentPass<T>(LayerContext<T> context, T[] gradients) => new GruPass<T>(this, context, gradients);
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
    private readonly ParameterSlice _wx;
    private readonly ParameterSlice _wh;
    private readonly ParameterSlice? _b;
    private readonly Transposed<T> _wxT;
    private readonly Transposed<T> _whT;
    private T[] _gates = [];
    private T[] _q = [];
    private T[] _da = [];
    private T[] _dRecurrent = [];
    private T[] _product = [];
    private T[] _dq = [];

    public GruPass(Gru layer, LayerContext<T> context, T[] gradients)
        : base(layer, context, gradients, stateCount: 1)
    {
        _resetAfter = layer.ResetAfter;
        _phi = layer.Activation;
        _sigma = layer.RecurrentActivation;
        _wx = context.Slice("kernel");
        _wh = context.Slice("recurrent_kernel");
        _b = layer.UseBias ? context.Slice("bias") : null;
        _wxT = context.TransposeOf(_wx);
        _whT = context.TransposeOf(_wh);
    }

    private Span<T> Gates => _gates.AsSpan(0, Steps * Rows * 3 * H);

    private Span<T> Da => _da.AsSpan(0, Steps * Rows * 3 * H);

    // gradients by what the product with the recurrent kernel gives; with reset before, its candidate block stands in Da
    private Span<T> DRecurrent => _dRecurrent.AsSpan(0, Steps * Rows * 3 * H);

    public override void Inspect(GateVisitor<T> visit)
    {
        string[] names = ["z", "r", "g"];
        for (int block = 0; block < 3; block++)
        {
            visit(names[block], Gates, block * H, H);
            visit("d" + names[block], Da, block * H, H);
        }
    }

    public override ReadOnlySpan<T> GateGradients(int t) => Step(_da, t, 3);

    public override void RecurrentContribution(int t, Span<T> dWh) => AddRecurrentGradient(PreviousState(t), t, 1, dWh);

    protected override void ForwardInputs(ReadOnlySpan<T> x)
    {
        if (_b is null)
        {
            Gates.Clear();
        }
        else
        {
            Bias.Fill(Value(_b)[..(3 * H)], Gates);
        }

        MatMul.Add(x, Value(_wx), Steps * Rows, D, 3 * H, Gates);
    }

    protected override void ForwardStep(int t, ReadOnlySpan<T> hPrevious)
    {
        var gates = Step(_gates, t, 3);
        var q = Step(_q, t, 1);
        if (_resetAfter)
        {
            // all three blocks of h_{t-1} Wh + b1 at once
            var product = _product.AsSpan(0, Rows * 3 * H);
            StartProduct(product);
            MatMul.Add(hPrevious, Value(_wh), Rows, H, 3 * H, product);
            for (int b = 0; b < Rows; b++)
            {
                var row = product.Slice(b * 3 * H, 3 * H);
                Vectors.Add(row[..(2 * H)], ZR(gates, b));
                Activate.InPlace(_sigma, ZR(gates, b), H);
                row[(2 * H)..].CopyTo(Row(q, b));
                Vectors.AddProduct(R(gates, b), Row(q, b), G(gates, b));
            }
        }
        else
        {
            MatMul.Add(hPrevious, H, 1, Value(_wh), 3 * H, Rows, H, 2 * H, gates, 3 * H);
            for (int b = 0; b < Rows; b++)
            {
                Activate.InPlace(_sigma, ZR(gates, b), H);
                Vectors.Multiply(R(gates, b), hPrevious.Slice(b * H, H), Row(q, b));
            }

            MatMul.Add(q, H, 1, Value(_wh)[(2 * H)..], 3 * H, Rows, H, H, gates[(2 * H)..], 3 * H);
        }

        for (int b = 0; b < Rows; b++)
        {
            Activate.InPlace(_phi, G(gates, b), H);
            Mix(Z(gates, b), G(gates, b), hPrevious.Slice(b * H, H), Row(State(0, t), b));
        }
    }

    protected override void BackwardGates(int t)
    {
        var gates = Step(_gates, t, 3);
        var da = Step(_da, t, 3);
        for (int b = 0; b < Rows; b++)
        {
            MixBackward(Z(gates, b), G(gates, b), PreviousState(t).Slice(b * H, H), Row(DState(0), b), Z(da, b), G(da, b));
        }

        if (_resetAfter)
        {
            for (int b = 0; b < Rows; b++)
            {
                var dRecurrent = Step(_dRecurrent, t, 3);
                ResetBackward(R(gates, b), Row(Step(_q, t, 1), b), G(da, b), R(da, b));
                ZR(da, b).CopyTo(ZR(dRecurrent, b));
                Vectors.Multiply(G(da, b), R(gates, b), G(dRecurrent, b));
            }
        }
        else
        {
            var dq = _dq.AsSpan(0, Rows * H);
            dq.Clear();
            MatMul.Add(da[(2 * H)..], 3 * H, 1, _whT.Span[(2 * H * H)..], H, Rows, H, H, dq, H);
            for (int b = 0; b < Rows; b++)
            {
                ResetBackward(R(gates, b), PreviousState(t).Slice(b * H, H), Row(dq, b), R(da, b));
            }
        }
    }

    protected override void ClearGates(int t, int b)
    {
        Step(_da, t, 3).Slice(b * 3 * H, 3 * H).Clear();
        if (_resetAfter)
        {
            Step(_dRecurrent, t, 3).Slice(b * 3 * H, 3 * H).Clear();
        }
        else
        {
            Row(_dq, b).Clear();
        }
    }

    protected override void BackwardState(int t)
    {
        var gates = Step(_gates, t, 3);
        for (int b = 0; b < Rows; b++)
        {
            Vectors.Multiply(Row(DState(0), b), Z(gates, b), Row(DPrevious(0), b));
            if (!_resetAfter && !CutHiddenPath)
            {
                Vectors.AddProduct(Row(_dq, b), R(gates, b), Row(DPrevious(0), b));
            }
        }

        if (CutHiddenPath)
        {
            return;
        }

        if (_resetAfter)
        {
            MatMul.Add(Step(_dRecurrent, t, 3), _whT.Span, Rows, 3 * H, H, DPrevious(0));
        }
        else
        {
            MatMul.Add(Step(_da, t, 3), 3 * H, 1, _whT.Span, H, Rows, 2 * H, H, DPrevious(0), H);
        }
    }

    protected override void BackwardWeights(ReadOnlySpan<T> x)
    {
        MatMul.AddTransposed(x, Da, D, Steps * Rows, 3 * H, Gradient(_wx));
        AddRecurrentGradient(PreviousStates, 0, Steps, Gradient(_wh));
        if (_b is not null)
        {
            Bias.AddRows(Da, Gradient(_b)[..(3 * H)]);
            if (_resetAfter)
            {
                Bias.AddRows(DRecurrent, Gradient(_b)[(3 * H)..]);
            }
        }
    }

    protected override void BackwardInputs(Span<T> dX)
    {
        dX.Clear();
        MatMul.Add(Da, _wxT.Span, Steps * Rows, 3 * H, D, dX);
    }

    protected override void Allocate()
    {
        base.Allocate();
        Grow(ref _gates, Steps * Rows * 3 * H);
        Grow(ref _q, Steps * Rows * H);
        Grow(ref _da, Steps * Rows * 3 * H);
        if (_resetAfter)
        {
            Grow(ref _dRecurrent, Steps * Rows * 3 * H);
            Grow(ref _product, Rows * 3 * H);
        }
        else
        {
            Grow(ref _dq, Rows * H);
        }
    }

    // h = z hPrevious + (1 - z) g
    private static void Mix(ReadOnlySpan<T> z, ReadOnlySpan<T> g, ReadOnlySpan<T> hPrevious, Span<T> h)
    {
        for (int k = 0; k < h.Length; k += Vector<T>.Count)
        {
            var update = Lanes.Load(z, k);
            var candidate = (Vector<T>.One - update) * Lanes.Load(g, k);
            Lanes.Store(Lanes.MultiplyAdd(update, Lanes.Load(hPrevious, k), candidate), h, k);
        }
    }

    private void MixBackward(ReadOnlySpan<T> z, ReadOnlySpan<T> g, ReadOnlySpan<T> hPrevious, ReadOnlySpan<T> dh, Span<T> dz, Span<T> dg)
    {
        for (int k = 0; k < dh.Length; k += Vector<T>.Count)
        {
            var update = Lanes.Load(z, k);
            var candidate = Lanes.Load(g, k);
            var dh_t = Lanes.Load(dh, k);
            Lanes.Store(dh_t * (Lanes.Load(hPrevious, k) - candidate) * Activate.Slope(_sigma, update), dz, k);
            Lanes.Store(dh_t * (Vector<T>.One - update) * Activate.Slope(_phi, candidate), dg, k);
        }
    }

    // da_r = sigma' * dOut * factor, where out = r * factor
    private void ResetBackward(ReadOnlySpan<T> r, ReadOnlySpan<T> factor, ReadOnlySpan<T> dOut, Span<T> dr)
    {
        for (int k = 0; k < dr.Length; k += Vector<T>.Count)
        {
            Lanes.Store(Lanes.Load(dOut, k) * Lanes.Load(factor, k) * Activate.Slope(_sigma, Lanes.Load(r, k)), dr, k);
        }
    }

    private void StartProduct(Span<T> product)
    {
        if (_b is null)
        {
            product.Clear();
        }
        else
        {
            Bias.Fill(Value(_b)[(3 * H)..], product);
        }
    }

    // dWh += hPrevious^T times the recurrent side's gradients, over some steps; with reset before, the candidate's input is r h
    private void AddRecurrentGradient(ReadOnlySpan<T> hPrevious, int t, int steps, Span<T> dWh)
    {
        int rows = steps * Rows;
        if (_resetAfter)
        {
            MatMul.AddTransposed(hPrevious, _dRecurrent.AsSpan(t * Rows * 3 * H, rows * 3 * H), H, rows, 3 * H, dWh);
        }
        else
        {
            var da = _da.AsSpan(t * Rows * 3 * H, rows * 3 * H);
            MatMul.Add(hPrevious, 1, H, da, 3 * H, H, rows, 2 * H, dWh, 3 * H);
            MatMul.Add(_q.AsSpan(t * Rows * H, rows * H), 1, H, da[(2 * H)..], 3 * H, H, rows, H, dWh[(2 * H)..], 3 * H);
        }
    }

    private Span<T> Step(T[] blocks, int t, int count) => blocks.AsSpan(t * Rows * count * H, Rows * count * H);

    private Span<T> Row(Span<T> rows, int b) => rows.Slice(b * H, H);

    private Span<T> ZR(Span<T> blocks, int b) => blocks.Slice(b * 3 * H, 2 * H);

    private Span<T> Z(Span<T> blocks, int b) => blocks.Slice(b * 3 * H, H);

    private Span<T> R(Span<T> blocks, int b) => blocks.Slice((b * 3 * H) + H, H);

    private Span<T> G(Span<T> blocks, int b) => blocks.Slice((b * 3 * H) + (2 * H), H);
}
