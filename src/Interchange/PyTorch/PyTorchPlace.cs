namespace Interchange;

/// <summary>Where a layer's weights stand in a PyTorch model: in a module, and in which of a recurrent module's stacked layers.</summary>
/// <param name="Module">Name of the module with its path, such as <c>encoder.rnn</c>; empty for the weights of one bare module.</param>
/// <param name="Layer">Number of the layer in an <c>nn.LSTM(num_layers=...)</c>, from 0.</param>
public sealed record PyTorchPlace(string Module, int Layer = 0)
{
    /// <summary>The first layer of a module.</summary>
    /// <param name="module">Name of the module.</param>
    public static implicit operator PyTorchPlace(string module) => new(module);
}
