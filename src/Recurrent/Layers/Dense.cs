using System.Numerics;

namespace Recurrent;

/// <summary>
/// y = phi(x kernel + bias) on the last axis of its input, so on every step of a sequence. Weights: kernel [D, units], bias [units].
/// </summary>
public sealed class Dense : Layer
{
    /// <summary>Describes a dense layer.</summary>
    /// <param name="units">Number of outputs, at least 1.</param>
    /// <param name="activation">phi; linear by default.</param>
    /// <param name="useBias">Whether a bias is added.</param>
    /// <param name="kernelInitializer">Start of the kernel; glorot uniform by default.</param>
    /// <param name="biasInitializer">Start of the bias; zeros by default.</param>
    /// <param name="name">Name in the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">units is below 1, or the activation is unknown.</exception>
    public Dense(
        int units,
        Activation activation = Activation.Linear,
        bool useBias = true,
        Initializer? kernelInitializer = null,
        Initializer? biasInitializer = null,
        string? name = null)
        : base(name)
    {
        Units = Positive(units, nameof(units));
        Activation = Known(activation, nameof(activation));
        UseBias = useBias;
        KernelInitializer = kernelInitializer ?? Initializer.GlorotUniform;
        BiasInitializer = biasInitializer ?? Initializer.Zeros;
    }

    /// <summary>Number of outputs.</summary>
    public int Units { get; }

    /// <summary>phi.</summary>
    public Activation Activation { get; }

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias { get; }

    /// <summary>Start of the kernel.</summary>
    public Initializer KernelInitializer { get; }

    /// <summary>Start of the bias.</summary>
    public Initializer BiasInitializer { get; }

    /// <inheritdoc/>
    public override string Type => "Dense";

    internal override string BaseName => "dense";

    internal override LayerShape OutputShape(LayerShape input) => input with { Features = Units };

    internal override void Declare(LayerShape input, ParameterDeclaration parameters)
    {
        parameters.Add("kernel", [input.Features, Units], KernelInitializer);
        if (UseBias)
        {
            parameters.Add("bias", [Units], BiasInitializer);
        }
    }

    internal override LayerPass<T> CreatePass<T>(LayerContext<T> context) => new DensePass<T>(this, context);
}

// row-major, rows = steps * samples: x [rows,D]  y [rows,U]  W [D,U]  b [U]
//   forward   (3.3) y = phi(x W + b), with h_t for x
//   backward  da = phi'(a) * dy   (3.9) dW = sum x^T da   db = sum da   (3.5) dx = da W^T
internal sealed class DensePass<T> : LayerPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dense _layer;
    private readonly ParameterSlice? _bias;
    private readonly PackedMatrix<T> _kernel;
    private readonly PackedMatrix<T> _kernelT;
    private readonly AlignedBuffer<T> _y = new();
    private readonly AlignedBuffer<T> _dA = new();

    public DensePass(Dense layer, LayerContext<T> context)
        : base(context)
    {
        _layer = layer;
        var kernel = context.Slice("kernel");
        _bias = layer.UseBias ? context.Slice("bias") : null;
        _kernel = context.Packed(kernel, WeightUse.Forward);
        _kernelT = context.Packed(kernel, WeightUse.InputGradient);
        WeightSums = [new WeightSum(kernel.Offset, U, D + (_bias is null ? 0 : 1), U)]; // (3.9)
    }

    public override IReadOnlyList<WeightSum> WeightSums { get; }

    public override Span<T> Output => _y.AsSpan(0, Steps * Rows * U);

    private int D => Context.Input.Features;

    private int U => _layer.Units;

    public override void Forward(ReadOnlySpan<T> x, bool training)
    {
        MatMul.SetWithBias(x, D, _kernel, _bias is null ? [] : Value(_bias), Steps * Rows, Output, U);
        Activate.InPlace(_layer.Activation, Output, U);
    }

    public override void Backward(ReadOnlySpan<T> x, Span<T> dY, Span<T> dX)
    {
        int rows = Steps * Rows;
        _dA.Grow(rows * U);
        var dA = _dA.AsSpan(0, rows * U);
        Activate.Backward(_layer.Activation, Output, dY, U, dA);
        if (!dX.IsEmpty)
        {
            MatMul.Set<T>(dA, U, _kernelT, rows, dX, D);
        }
    }

    public override WeightFactors<T> Factors(int sum, ReadOnlySpan<T> x)
    {
        return new WeightFactors<T> { First = x, FirstWidth = D, Right = _dA, RightStride = U };
    }

    protected override void Allocate() => _y.Grow(Steps * Rows * U);
}
