using Recurrent;

namespace Interchange;

/// <summary>A layer on the way from the nodes to the model: what it is, what it reads, and its weights in Keras' order.</summary>
/// <param name="node">The node that computes it, for messages; null for the graph's input.</param>
/// <param name="input">What it reads; null for the graph's input.</param>
internal abstract class OnnxStage(OnnxNode? node, OnnxStream? input)
{
    public OnnxNode? Node => node;

    public OnnxStream? Input => input;

    /// <summary>The layer and its weights, for the stream that the next layer, or the graph's output, takes from it.</summary>
    public abstract (Layer Layer, IReadOnlyList<Tensor<float>> Weights) Finish(OnnxStream stream);
}

/// <summary>A layer of one recurrent cell in one direction, or one operator of both.</summary>
internal abstract class OnnxCellStage(OnnxNode node, OnnxStream input) : OnnxStage(node, input)
{
    public abstract int Directions { get; }

    /// <summary>The cell of a single direction, its sequences handed on in the order of time or, as by a layer of its own, in that of processing.</summary>
    public abstract (RecurrentLayer Layer, IReadOnlyList<Tensor<float>> Weights) Cell(OnnxStream stream, bool inTime);
}

/// <summary>The graph's input.</summary>
internal sealed class OnnxInputStage() : OnnxStage(null, null)
{
    public override (Layer, IReadOnlyList<Tensor<float>>) Finish(OnnxStream stream) => throw new InvalidOperationException("The input is no layer.");
}

internal sealed class OnnxEmbeddingStage(OnnxNode node, OnnxStream input, Tensor<float> table) : OnnxStage(node, input)
{
    public override (Layer, IReadOnlyList<Tensor<float>>) Finish(OnnxStream stream) => (new Embedding(table.Shape[0], table.Shape[1]), [table]);
}

internal sealed class OnnxDenseStage(OnnxNode node, OnnxStream input, Tensor<float> kernel, Tensor<float>? bias = null, Activation activation = Activation.Linear)
    : OnnxStage(node, input)
{
    public int Units => kernel.Shape[1];

    public Tensor<float> Kernel => kernel;

    public Tensor<float>? Bias => bias;

    public Activation Activation => activation;

    public override (Layer, IReadOnlyList<Tensor<float>>) Finish(OnnxStream stream)
    {
        return (new Dense(Units, activation, useBias: bias is not null), bias is null ? [kernel] : [kernel, bias]);
    }
}

/// <summary>An attention readout, its kernels in the order query, key, value.</summary>
internal sealed class OnnxAttentionStage(OnnxNode node, OnnxStream input, Tensor<float>[] kernels) : OnnxStage(node, input)
{
    public override (Layer, IReadOnlyList<Tensor<float>>) Finish(OnnxStream stream) => (new AttentionReadout(kernels[0].Shape[1]), kernels);
}
