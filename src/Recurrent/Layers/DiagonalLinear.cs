using System.Numerics;

namespace Recurrent;

/// <summary>
/// Linear layer with fixed decays, as in structured state-space models: h_t = lambda h_{t-1} + x_t Wx + b, unit by unit,
/// where lambda is not trained. With angles the units form complex pairs, unit k the real and unit H/2 + k the imaginary
/// part, and lambda = decay e^(i angle) turns a pair while it fades. Weights: kernel [D, H], bias [H]. Gu et al. (2022).
/// </summary>
public sealed class DiagonalLinear : RecurrentLayer
{
    private readonly double[] _decays;
    private readonly double[] _angles;

    /// <summary>Describes a diagonal linear layer.</summary>
    /// <param name="units">Number of units H, at least 1; even with angles.</param>
    /// <param name="decays">
    /// |lambda| of each unit, with angles of each pair, all finite. By default e^(-1/s) for s spread evenly on a log scale from 1 to maxLag.
    /// </param>
    /// <param name="angles">Angle of each pair in radians a step; null for real lambda.</param>
    /// <param name="maxLag">The longest memory of the default decays in steps, at least 1.</param>
    /// <param name="useBias">Whether b is added.</param>
    /// <param name="returnSequences">True: hand on every step's output; false: the last one's.</param>
    /// <param name="goBackwards">True: feed the steps from last to first.</param>
    /// <param name="stateful">True: carry the state over to the next call.</param>
    /// <param name="zeroOutputForMask">True: the output of a masked step is zero, not the output before it.</param>
    /// <param name="returnState">True: as the last layer, hand back the final state too, with PredictOutputs.</param>
    /// <param name="kernelInitializer">Start of Wx; glorot uniform by default.</param>
    /// <param name="biasInitializer">Start of b; zeros by default.</param>
    /// <param name="name">Name in the model.</param>
    /// <exception cref="ArgumentException">The numbers of decays, angles and units do not fit.</exception>
    public DiagonalLinear(
        int units,
        double[]? decays = null,
        double[]? angles = null,
        double maxLag = 100,
        bool useBias = true,
        bool returnSequences = false,
        bool goBackwards = false,
        bool stateful = false,
        bool zeroOutputForMask = false,
        bool returnState = false,
        Initializer? kernelInitializer = null,
        Initializer? biasInitializer = null,
        string? name = null)
        : base(units, Activation.Linear, new RecurrentOptions(
            useBias, returnSequences, goBackwards, stateful, zeroOutputForMask, 0, 0, returnState, kernelInitializer, null, biasInitializer, name))
    {
        int poles = angles is null ? units : units / 2;
        if (angles is not null && (units % 2 != 0 || angles.Length != poles))
        {
            throw new ArgumentException($"{units} units form {poles} pairs, which need as many angles; {angles.Length} are given.", nameof(angles));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(maxLag, 1);
        _decays = decays is null ? [.. Enumerable.Range(0, poles).Select(k => Math.Exp(-1 / Math.Pow(maxLag, poles == 1 ? 1 : k / (poles - 1.0))))] : [.. decays];
        _angles = angles is null ? [] : [.. angles];
        if (_decays.Length != poles || !Array.TrueForAll(_decays, double.IsFinite))
        {
            throw new ArgumentException($"{poles} finite decays are needed; given are [{string.Join(", ", _decays)}].", nameof(decays));
        }
    }

    /// <summary>|lambda| of each unit or pair.</summary>
    public IReadOnlyList<double> Decays => _decays;

    /// <summary>Angle of each pair in radians a step; empty for real lambda.</summary>
    public IReadOnlyList<double> Angles => _angles;

    /// <inheritdoc/>
    public override string Type => "DiagonalLinear";

    internal override string BaseName => "diagonal_linear";

    internal override int Gates => 1;

    internal override bool HasRecurrentKernel => false;

    internal override RecurrentPass<T> CreateRecurrentPass<T>(LayerContext<T> context) => new DiagonalLinearPass<T>(this, context);
}

// x [T,B,D]  h [T,B,H]  lambda = c + i s, for real lambda s = 0
//   forward   (5.7) re_t = c re - s im + u_re    im_t = s re + c im + u_im    with u = x_t Wx + b and re, im of step t - 1
//   backward  the transpose: dre_{t-1} = c dre + s dim    dim_{t-1} = -s dre + c dim    du = dh_t
internal sealed class DiagonalLinearPass<T> : RecurrentPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterSlice? _b;
    private readonly PackedMatrix<T> _wx;
    private readonly PackedMatrix<T> _wxT;
    private readonly T[] _c;
    private readonly T[] _s;
    private readonly T[] _minusS;
    private readonly bool _complex;
    private readonly AlignedBuffer<T> _du = new();

    public DiagonalLinearPass(DiagonalLinear layer, LayerContext<T> context)
        : base(layer, context, stateCount: 1)
    {
        var wx = context.Slice("kernel");
        _b = layer.UseBias ? context.Slice("bias") : null;
        _wx = context.Packed(wx, WeightUse.Forward);
        _wxT = context.Packed(wx, WeightUse.InputGradient);
        WeightSums = [new WeightSum(wx.Offset, H, D + (_b is null ? 0 : 1), H)];
        _complex = layer.Angles.Count > 0;
        _c = [.. layer.Decays.Select((decay, k) => T.CreateTruncating(_complex ? decay * Math.Cos(layer.Angles[k]) : decay))];
        _s = [.. layer.Decays.Select((decay, k) => T.CreateTruncating(_complex ? decay * Math.Sin(layer.Angles[k]) : 0))];
        _minusS = [.. _s.Select(s => -s)];
    }

    public override IReadOnlyList<WeightSum> WeightSums { get; }

    private Span<T> Du => _du.AsSpan(0, Steps * Rows * H);

    public override void Inspect(GateVisitor<T> visit)
    {
        if (Record is not null)
        {
            visit("da", Du, 0, H);
        }
    }

    public override ReadOnlySpan<T> GateGradients(int t) => _du.AsSpan(t * Rows * H, Rows * H);

    public override void RecurrentContribution(int t, Span<T> dWh) => throw new NotSupportedException("A DiagonalLinear has no recurrent kernel.");

    public override WeightFactors<T> Factors(int sum, ReadOnlySpan<T> x)
    {
        return new WeightFactors<T> { First = Processed(x), FirstWidth = D, Right = Du, RightStride = H };
    }

    protected override void ForwardInputs(ReadOnlySpan<T> x, int t, int steps)
    {
        MatMul.SetWithBias(x, D, _wx, Bias(_b), steps * Rows, States(0)[((t + 1) * Rows * H)..], H);
    }

    protected override void ForwardStep(int t, ReadOnlySpan<T> x, ReadOnlySpan<T> hPrevious) => Turn(hPrevious, _s, _minusS, State(0, t));

    protected override void BackwardGates(int t) => DState(0).CopyTo(_du.AsSpan(t * Rows * H));

    protected override void ClearGates(int t, int b) => _du.AsSpan(((t * Rows) + b) * H, H).Clear();

    protected override void BackwardState(int t)
    {
        DPrevious(0).Clear();
        Turn(DState(0), _minusS, _s, DPrevious(0));
    }

    protected override void BackwardInputs(Span<T> dX) => MatMul.Set<T>(Du, H, _wxT, Steps * Rows, dX, D);

    protected override void AllocateBackward()
    {
        base.AllocateBackward();
        _du.Grow(Steps * Rows * H);
    }

    // to += lambda from; down: what the real part gives to the imaginary one, up: the other way
    private void Turn(ReadOnlySpan<T> from, ReadOnlySpan<T> down, ReadOnlySpan<T> up, Span<T> to)
    {
        int poles = _c.Length;
        for (int b = 0; b < Rows; b++)
        {
            ReadOnlySpan<T> re = from.Slice(b * H, poles);
            var toRe = to.Slice(b * H, poles);
            Vectors.AddProduct(_c, re, toRe);
            if (_complex)
            {
                ReadOnlySpan<T> im = from.Slice((b * H) + poles, poles);
                var toIm = to.Slice((b * H) + poles, poles);
                Vectors.AddProduct(up, im, toRe);
                Vectors.AddProduct(down, re, toIm);
                Vectors.AddProduct(_c, im, toIm);
            }
        }
    }
}
