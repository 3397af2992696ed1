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

    internal override LayerPass<T> CreatePass<T>(LayerContext<T> context, T[] gradients) => new DensePass<T>(this, context, gradients);
}

// row-major, rows = steps * samples: x [rows,D]  y [rows,U]  W [D,U]  b [U]
//   forward   (3.3) y = phi(x W + b), with h_t for x
//   backward  da = phi'(a) * dy   (3.9) dW = sum x^T da   db = sum da   (3.5) dx = da W^T
internal sealed class DensePass<T> : LayerPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dense _layer;
    private readonly ParameterSlice _kernel;
    private readonly ParameterSlice? _bias;
    private readonly Transposed<T> _kernelT;
    private T[] _y = [];
    private T[] _dA = [];

    public DensePass(Dense layer, LayerContext<T> context, T[] gradients)
        : base(context, gradients)
    {
        _layer = layer;
        _kernel = context.Slice("kernel");
        _bias = layer.UseBias ? context.Slice("bias") : null;
        _kernelT = context.TransposeOf(_kernel);
    }

    public override Span<T> Output => _y.AsSpan(0, Steps * Rows * U);

    private int D => Context.Input.Features;

    private int U => _layer.Units;

    public override void Forward(ReadOnlySpan<T> x, bool training)
    {
        var y = Output;
        if (_bias is null)
        {
            y.Clear();
        }
        else
        {
            Bias.Fill(Value(_bias), y);
        }

        MatMul.Add(x, Value(_kernel), Steps * Rows, D, U, y);
        Activate.InPlace(_layer.Activation, y, U);
    }

    public override void Backward(ReadOnlySpan<T> x, Span<T> dY, Span<T> dX)
    {
        int rows = Steps * Rows;
        var dA = _dA.AsSpan(0, rows * U);
        Activate.Backward(_layer.Activation, Output, dY, U, dA);
        MatMul.AddTransposed(x, dA, D, rows, U, Gradient(_kernel));
        if (_bias is not null)
        {
            Bias.AddRows(dA, Gradient(_bias));
        }

        if (!dX.IsEmpty)
        {
            dX.Clear();
            MatMul.Add(dA, _kernelT.Span, rows, U, D, dX);
        }
    }

    protected override void Allocate()
    {
        Grow(ref _y, Steps * Rows * U);
        Grow(ref _dA, Steps * Rows * U);
    }
}
