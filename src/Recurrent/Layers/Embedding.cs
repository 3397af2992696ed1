using System.Numerics;

namespace Recurrent;

/// <summary>
/// Looks up a vector for each whole number: input [samples, steps] of 0, ..., inputDim - 1, output [samples, steps,
/// outputDim]. Only as the first layer. Weights: embeddings [inputDim, outputDim].
/// </summary>
public sealed class Embedding : Layer, IReadsIndices
{
    /// <summary>Describes an embedding.</summary>
    /// <param name="inputDim">Number of different inputs, at least 1.</param>
    /// <param name="outputDim">Length of a vector, at least 1.</param>
    /// <param name="embeddingsInitializer">Start of the vectors; uniform in ± 0.05 by default.</param>
    /// <param name="name">Name in the model.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below 1.</exception>
    public Embedding(int inputDim, int outputDim, Initializer? embeddingsInitializer = null, string? name = null)
        : base(name)
    {
        InputDim = Positive(inputDim, nameof(inputDim));
        OutputDim = Positive(outputDim, nameof(outputDim));
        EmbeddingsInitializer = embeddingsInitializer ?? Initializer.Uniform();
    }

    /// <summary>Number of different inputs.</summary>
    public int InputDim { get; }

    /// <summary>Length of a vector.</summary>
    public int OutputDim { get; }

    /// <summary>Start of the vectors.</summary>
    public Initializer EmbeddingsInitializer { get; }

    /// <inheritdoc/>
    public override string Type => "Embedding";

    int IReadsIndices.Count => InputDim;

    internal override string BaseName => "embedding";

    internal override LayerShape OutputShape(LayerShape input)
    {
        return input == new LayerShape(true, 1)
            ? new LayerShape(true, OutputDim)
            : throw new ArgumentException($"Embedding reads whole numbers [samples, steps] and has to be the first layer; it is given {input}.");
    }

    internal override void Declare(LayerShape input, ParameterDeclaration parameters)
    {
        parameters.Add("embeddings", [InputDim, OutputDim], EmbeddingsInitializer);
    }

    internal override LayerPass<T> CreatePass<T>(LayerContext<T> context) => new EmbeddingPass<T>(this, context);
}

// x [T,B] whole numbers  E [V,U]  y [T,B,U]
//   forward  y = E[x]     backward  dE[x] += dy, in the order of steps, then samples
internal sealed class EmbeddingPass<T> : LayerPass<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ParameterSlice _embeddings;
    private readonly int _units;
    private readonly AlignedBuffer<T> _y = new();
    private readonly AlignedBuffer<T> _dY = new();

    public EmbeddingPass(Embedding layer, LayerContext<T> context)
        : base(context)
    {
        _embeddings = context.Slice("embeddings");
        _units = layer.OutputDim;
    }

    public override Span<T> Output => _y.AsSpan(0, Steps * Rows * _units);

    public override void Forward(ReadOnlySpan<T> x, bool training)
    {
        for (int row = 0; row < x.Length; row++)
        {
            Value(_embeddings).Slice(int.CreateTruncating(x[row]) * _units, _units).CopyTo(Output[(row * _units)..]);
        }
    }

    public override void Backward(ReadOnlySpan<T> x, Span<T> dY, Span<T> dX)
    {
        _dY.Grow(dY.Length);
        dY.CopyTo(_dY);

        // a whole number has no derivative
        dX.Clear();
    }

    public override void AddStepGradient(int t, ReadOnlySpan<T> x, Span<T> gradients)
    {
        for (int row = t * Rows; row < (t + 1) * Rows; row++)
        {
            var to = gradients.Slice(_embeddings.Offset + (int.CreateTruncating(x[row]) * _units), _units);
            Vectors.Add<T>(_dY.AsSpan(row * _units, _units), to);
        }
    }

    protected override void Allocate() => _y.Grow(Steps * Rows * _units);
}
