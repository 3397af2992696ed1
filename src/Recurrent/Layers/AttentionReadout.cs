using System.Numerics;

namespace Recurrent;

/// <summary>
/// Reads a sequence by attention: the last step asks, all steps answer. With q = x_T Wq, k_t = x_t Wk, v_t = x_t Wv the
/// shares are the softmax over t of q k_t / sqrt(units), and the output is the sum of v_t by these shares; so every step
/// is one step away from the output. Weights: query_kernel, key_kernel, value_kernel [D, units]. Vaswani et al. (2017).
/// </summary>
public sealed class AttentionReadout : Layer
{
    /// <summary>Describes an attention readout; it hands on [samples, units].</summary>
    /// <param name="units">Size of queries, keys and values, at least 1.</param>
    /// <param name="kernelInitializer">Start of the three kernels; glorot uniform by default.</param>
    /// <param name="name">Name in the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">units is below 1.</exception>
    public AttentionReadout(int units, Initializer? kernelInitializer = null, string? name = null)
        : base(name)
    {
        Units = Positive(units, nameof(units));
        KernelInitializer = kernelInitializer ?? Initializer.GlorotUniform;
    }

    /// <summary>Size of queries, keys and values.</summary>
    public int Units { get; }

    /// <summary>Start of the three kernels.</summary>
    public Initializer KernelInitializer { get; }

    /// <inheritdoc/>
    public override string Type => "AttentionReadout";

    internal override string BaseName => "attention_readout";

    internal override bool NeedsWholeSequence => true;

    internal override LayerShape OutputShape(LayerShape input)
    {
        return input.Sequence
            ? new LayerShape(false, Units)
            : throw new ArgumentException($"AttentionReadout reads sequences [samples, steps, features] but is given {input}; the layer before needs returnSequences: true.");
    }

    internal override void Declare(LayerShape input, ParameterDeclaration parameters)
    {
        foreach (string name in (string[])["query_kernel", "key_kernel", "value_kernel"])
        {
            parameters.Add(name, [input.Features, Units], KernelInitializer);
        }
    }

    internal override LayerPass<T> CreatePass<T>(LayerContext<T> context) => new AttentionReadoutPass<T>(this, context);
}

// x [T,B,D]  q [B,U]  k, v [T,B,U]  p [T,B] shares  y [B,U]
//   forward   (5.13) s_t = q k_t / sqrt(U)   p = softmax over t of s   y = sum_t p_t v_t
//   backward  dv_t = p_t dy   dp_t = dy v_t   ds_t = p_t (dp_t - sum p dp) / sqrt(U)   dk_t = ds_t q   dq = sum_t ds_t k_t
internal sealed class AttentionReadoutPass<T> : LayerPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _units;
    private readonly T _scale;
    private readonly PackedMatrix<T> _wq;
    private readonly PackedMatrix<T> _wk;
    private readonly PackedMatrix<T> _wv;
    private readonly PackedMatrix<T> _wqT;
    private readonly PackedMatrix<T> _wkT;
    private readonly PackedMatrix<T> _wvT;
    private readonly AlignedBuffer<T> _q = new();
    private readonly AlignedBuffer<T> _k = new();
    private readonly AlignedBuffer<T> _v = new();
    private readonly AlignedBuffer<T> _p = new();
    private readonly AlignedBuffer<T> _y = new();
    private readonly AlignedBuffer<T> _dq = new();
    private readonly AlignedBuffer<T> _dk = new();
    private readonly AlignedBuffer<T> _dv = new();

    public AttentionReadoutPass(AttentionReadout layer, LayerContext<T> context)
        : base(context)
    {
        _units = layer.Units;
        _scale = T.One / T.Sqrt(T.CreateTruncating(_units));
        ParameterSlice wq = context.Slice("query_kernel"), wk = context.Slice("key_kernel"), wv = context.Slice("value_kernel");
        _wq = context.Packed(wq, WeightUse.Forward);
        _wk = context.Packed(wk, WeightUse.Forward);
        _wv = context.Packed(wv, WeightUse.Forward);
        _wqT = context.Packed(wq, WeightUse.InputGradient);
        _wkT = context.Packed(wk, WeightUse.InputGradient);
        _wvT = context.Packed(wv, WeightUse.InputGradient);
        WeightSums =
        [
            new WeightSum(wq.Offset, _units, D, _units, LastStepOnly: true),
            new WeightSum(wk.Offset, _units, D, _units),
            new WeightSum(wv.Offset, _units, D, _units),
        ];
    }

    public override IReadOnlyList<WeightSum> WeightSums { get; }

    public override Span<T> Output => _y.AsSpan(0, Rows * _units);

    private int D => Context.Input.Features;

    public Tensor<T> WeightsBySample()
    {
        var weights = new Tensor<T>(Rows, Steps);
        for (int b = 0; b < Rows; b++)
        {
            _p.AsSpan(b * Steps, Steps).CopyTo(weights.Row(b));
        }

        return weights;
    }

    public override void Forward(ReadOnlySpan<T> x, bool training)
    {
        Project(x[((Steps - 1) * Rows * D)..], _wq, Rows, _q);
        Project(x, _wk, Steps * Rows, _k);
        Project(x, _wv, Steps * Rows, _v);
        Output.Clear();
        for (int b = 0; b < Rows; b++)
        {
            var p = _p.AsSpan(b * Steps, Steps);
            for (int t = 0; t < Steps; t++)
            {
                p[t] = _scale * Vectors.Dot<T>(Row(_q, b), Row(_k, (t * Rows) + b));
            }

            Softmax.InPlace(p, Steps);
            for (int t = 0; t < Steps; t++)
            {
                Vectors.AddScaled(p[t], Row(_v, (t * Rows) + b), Row(_y, b));
            }
        }
    }

    public override void Backward(ReadOnlySpan<T> x, Span<T> dY, Span<T> dX)
    {
        int rows = Steps * Rows;
        _dq.AsSpan(0, Rows * _units).Clear();
        _dk.AsSpan(0, rows * _units).Clear();
        _dv.AsSpan(0, rows * _units).Clear();
        for (int b = 0; b < Rows; b++)
        {
            RowBackward(b, dY.Slice(b * _units, _units));
        }

        if (!dX.IsEmpty)
        {
            MatMul.Set<T>(_dk, _units, _wkT, rows, dX, D);
            MatMul.Add<T>(_dv, _units, _wvT, rows, dX, D);
            MatMul.Add<T>(_dq, _units, _wqT, Rows, dX[((Steps - 1) * Rows * D)..], D);
        }
    }

    public override WeightFactors<T> Factors(int sum, ReadOnlySpan<T> x)
    {
        return new WeightFactors<T>
        {
            First = sum == 0 ? x[((Steps - 1) * Rows * D)..] : x,
            FirstWidth = D,
            Right = sum == 0 ? _dq : sum == 1 ? _dk : _dv,
            RightStride = _units,
        };
    }

    protected override void Allocate()
    {
        _q.Grow(Rows * _units);
        _dq.Grow(Rows * _units);
        _y.Grow(Rows * _units);
        _k.Grow(Steps * Rows * _units);
        _dk.Grow(Steps * Rows * _units);
        _v.Grow(Steps * Rows * _units);
        _dv.Grow(Steps * Rows * _units);
        _p.Grow(Steps * Rows);
    }

    private void RowBackward(int b, ReadOnlySpan<T> dY)
    {
        ReadOnlySpan<T> p = _p.AsSpan(b * Steps, Steps);
        var mean = T.Zero;
        for (int t = 0; t < Steps; t++)
        {
            mean = T.FusedMultiplyAdd(p[t], Vectors.Dot(dY, Row(_v, (t * Rows) + b)), mean);
        }

        for (int t = 0; t < Steps; t++)
        {
            int row = (t * Rows) + b;
            var ds = _scale * p[t] * (Vectors.Dot(dY, Row(_v, row)) - mean);
            Vectors.AddScaled(p[t], dY, Row(_dv, row));
            Vectors.AddScaled(ds, Row(_q, b), Row(_dk, row));
            Vectors.AddScaled(ds, Row(_k, row), Row(_dq, b));
        }
    }

    private void Project(ReadOnlySpan<T> x, PackedMatrix<T> kernel, int rows, Span<T> to)
    {
        MatMul.SetWithBias(x, D, kernel, default, rows, to, _units);
    }

    private Span<T> Row(AlignedBuffer<T> rows, int row) => rows.AsSpan(row * _units, _units);
}
