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

    internal override LayerPass<T> CreatePass<T>(LayerContext<T> context, T[] gradients) => new AttentionReadoutPass<T>(this, context, gradients);
}

// x [T,B,D]  q [B,U]  k, v [T,B,U]  p [T,B] shares  y [B,U]
//   forward   s_t = q k_t / sqrt(U)   p = softmax over t of s   y = sum_t p_t v_t
//   backward  dv_t = p_t dy   dp_t = dy v_t   ds_t = p_t (dp_t - sum p dp) / sqrt(U)   dk_t = ds_t q   dq = sum_t ds_t k_t
internal sealed class AttentionReadoutPass<T> : LayerPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int _units;
    private readonly T _scale;
    private readonly ParameterSlice _wq;
    private readonly ParameterSlice _wk;
    private readonly ParameterSlice _wv;
    private readonly Transposed<T> _wqT;
    private readonly Transposed<T> _wkT;
    private readonly Transposed<T> _wvT;
    private T[] _q = [];
    private T[] _k = [];
    private T[] _v = [];
    private T[] _p = [];
    private T[] _y = [];
    private T[] _dq = [];
    private T[] _dk = [];
    private T[] _dv = [];

    public AttentionReadoutPass(AttentionReadout layer, LayerContext<T> context, T[] gradients)
        : base(context, gradients)
    {
        _units = layer.Units;
        _scale = T.One / T.Sqrt(T.CreateTruncating(_units));
        _wq = context.Slice("query_kernel");
        _wk = context.Slice("key_kernel");
        _wv = context.Slice("value_kernel");
        _wqT = context.TransposeOf(_wq);
        _wkT = context.TransposeOf(_wk);
        _wvT = context.TransposeOf(_wv);
    }

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

        var last = x[((Steps - 1) * Rows * D)..];
        MatMul.AddTransposed(last, _dq, D, Rows, _units, Gradient(_wq));
        MatMul.AddTransposed(x, _dk, D, rows, _units, Gradient(_wk));
        MatMul.AddTransposed(x, _dv, D, rows, _units, Gradient(_wv));
        if (!dX.IsEmpty)
        {
            dX.Clear();
            MatMul.Add(_dk, _wkT.Span, rows, _units, D, dX);
            MatMul.Add(_dv, _wvT.Span, rows, _units, D, dX);
            MatMul.Add(_dq, _wqT.Span, Rows, _units, D, dX[((Steps - 1) * Rows * D)..]);
        }
    }

    protected override void Allocate()
    {
        Grow(ref _q, Rows * _units);
        Grow(ref _dq, Rows * _units);
        Grow(ref _y, Rows * _units);
        Grow(ref _k, Steps * Rows * _units);
        Grow(ref _dk, Steps * Rows * _units);
        Grow(ref _v, Steps * Rows * _units);
        Grow(ref _dv, Steps * Rows * _units);
        Grow(ref _p, Steps * Rows);
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

    private void Project(ReadOnlySpan<T> x, ParameterSlice kernel, int rows, Span<T> to)
    {
        to[..(rows * _units)].Clear();
        MatMul.Add(x, Value(kernel), rows, D, _units, to);
    }

    private Span<T> Row(T[] rows, int row) => rows.AsSpan(row * _units, _units);
}
