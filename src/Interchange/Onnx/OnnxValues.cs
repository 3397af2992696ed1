using Recurrent;

namespace Interchange;

/// <summary>What a name in a graph stands for while the graph is read.</summary>
internal abstract record OnnxValue;

/// <summary>Numbers that the file holds.</summary>
internal sealed record OnnxConstant(OnnxTensor Tensor) : OnnxValue;

/// <summary>What does not flow from layer to layer: lengths, states, sizes and what is made of them. Zero: it holds zeros alone.</summary>
internal sealed record OnnxAside(bool Zero = false) : OnnxValue;

/// <summary>
/// What a layer hands on. Axes are letters: N samples, T steps, D directions, C features; a recurrent operator's Y starts as TDNC, its
/// Y_h as DNC. What the nodes after it do with them tells the layer's options.
/// </summary>
internal sealed record OnnxStream(OnnxStage Stage, string Axes) : OnnxValue
{
    public bool Cell { get; init; }

    public bool Reversed { get; init; }

    public bool Filled { get; init; }

    public bool Cleared { get; init; }

    public MergeMode? Merge { get; init; }

    public int? Direction { get; init; }
}

/// <summary>A layer on the way from the nodes to the model: what it is, and its weights in Keras' order.</summary>
internal abstract class OnnxStage
{
    /// <summary>The layer and its weights, for the stream that the next node, or the graph's output, takes from it.</summary>
    public abstract (Layer Layer, IReadOnlyList<Tensor<float>> Weights) Finish(OnnxStream stream, OnnxNode? by);
}

/// <summary>The graph's input.</summary>
internal sealed class OnnxInputStage : OnnxStage
{
    public override (Layer, IReadOnlyList<Tensor<float>>) Finish(OnnxStream stream, OnnxNode? by) => throw new InvalidOperationException("The input is no layer.");
}

internal sealed class OnnxEmbeddingStage(Tensor<float> table) : OnnxStage
{
    public override (Layer, IReadOnlyList<Tensor<float>>) Finish(OnnxStream stream, OnnxNode? by) => (new Embedding(table.Shape[0], table.Shape[1]), [table]);
}

internal sealed class OnnxDenseStage(Tensor<float> kernel) : OnnxStage
{
    public int Units => kernel.Shape[1];

    public Tensor<float>? Bias { get; set; }

    public Activation Activation { get; set; } = Activation.Linear;

    public override (Layer, IReadOnlyList<Tensor<float>>) Finish(OnnxStream stream, OnnxNode? by)
    {
        return (new Dense(Units, Activation, useBias: Bias is not null), Bias is null ? [kernel] : [kernel, Bias]);
    }
}
