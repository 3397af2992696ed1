namespace Benchmarks.Own;

/// <summary>One weight of the engine's model, as the peers get it: Keras' layout, row-major.</summary>
/// <param name="Layer">Index of the layer.</param>
/// <param name="Name">kernel, recurrent_kernel or bias; forward/kernel and so on in a bidirectional layer.</param>
/// <param name="Shape">Its axes.</param>
/// <param name="Values">Its elements.</param>
internal sealed record Weight(int Layer, string Name, IReadOnlyList<int> Shape, double[] Values);
