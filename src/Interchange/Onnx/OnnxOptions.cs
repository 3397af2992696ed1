namespace Interchange;

/// <summary>What an ONNX file of a model reads and hands back beside x and y.</summary>
public sealed record OnnxOptions
{
    /// <summary>
    /// Indices of the recurrent layers that are masked. Each reads the input <c>lengths</c>, int32 [batch]: the steps of a sample that
    /// count, from 1 to all; those behind them are skipped, as with a mask of ones followed by zeros. Empty by default.
    /// </summary>
    public IReadOnlyCollection<int> MaskedLayers { get; init; } = [];

    /// <summary>
    /// True: the states of every recurrent layer are inputs and outputs. False, the default: those of stateful layers. They are
    /// called <c>lstm/h_in</c>, <c>lstm/c_in</c>, <c>lstm/h_out</c>, <c>lstm/c_out</c>, in a bidirectional layer
    /// <c>bidirectional/forward/h_in</c> and so on, each [batch, units].
    /// </summary>
    public bool States { get; init; }
}
