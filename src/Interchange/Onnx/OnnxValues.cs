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
    /// <summary>Whether it is a state that no layer hands on.</summary>
    public bool Cell { get; init; }

    /// <summary>Whether the steps were turned around.</summary>
    public bool Reversed { get; init; }

    /// <summary>Whether masked steps were given the last output that counts.</summary>
    public bool Filled { get; init; }

    /// <summary>Whether the output was set to zero where the last step is masked.</summary>
    public bool Cleared { get; init; }

    /// <summary>Whether the last step in time was taken out of a sequence.</summary>
    public bool LastStep { get; init; }

    /// <summary>How two directions were joined.</summary>
    public MergeMode? Merge { get; init; }

    /// <summary>The direction that was taken out of an operator's.</summary>
    public int? Direction { get; init; }

    /// <summary>Whether something was done to it that a recurrent layer alone explains.</summary>
    public bool IsOfCell => Cell || Reversed || Filled || Cleared || LastStep;
}
