using System.Numerics;

namespace Recurrent;

public partial class Sequential<T>
{
    /// <summary>Outputs for all samples, in their order.</summary>
    /// <param name="x">[samples, steps, features].</param>
    /// <param name="batchSize">Samples in a pass, at least 1; it changes no bit of the result.</param>
    /// <returns>[samples, units], or [samples, steps, units] for a sequence output.</returns>
    /// <exception cref="ArgumentException">A shape does not fit, or data is empty or not finite.</exception>
    public Tensor<T> Predict(Inputs<T> x, int batchSize = 32)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        var network = BuiltFor(x, nameof(x));
        int samples = x.X.Shape[0];
        var outputs = OutputTensor(network, x);
        for (int start = 0; start < samples; start += batchSize)
        {
            network.Predict(x, Order(samples), start, Math.Min(batchSize, samples - start), outputs);
        }

        return outputs;
    }

    /// <summary>
    /// As Predict, with the outputs of a last bidirectional layer of merge mode None as two tensors, the forward one first;
    /// one tensor for any other model.
    /// </summary>
    /// <param name="x">[samples, steps, features].</param>
    /// <param name="batchSize">Samples in a pass, at least 1.</param>
    /// <exception cref="ArgumentException">A shape does not fit, or data is empty or not finite.</exception>
    public IReadOnlyList<Tensor<T>> PredictOutputs(Inputs<T> x, int batchSize = 32)
    {
        var joined = Predict(x, batchSize);
        if (_layers[^1] is not Bidirectional { MergeMode: MergeMode.None })
        {
            return [joined];
        }

        int width = joined.Shape[^1] / 2;
        int[] shape = [.. joined.ShapeArray[..^1], width];
        Tensor<T>[] halves = [new(shape), new(shape)];
        for (int row = 0; row < joined.Length / (2 * width); row++)
        {
            for (int half = 0; half < 2; half++)
            {
                joined.AsSpan().Slice(((2 * row) + half) * width, width).CopyTo(halves[half].AsSpan()[(row * width)..]);
            }
        }

        return halves;
    }

    /// <summary>Sets the states that stateful layers carry from call to call back to zero.</summary>
    public void ResetStates() => _network?.ResetStates();

    private static Tensor<T> OutputTensor(Network<T> network, in Inputs<T> x)
    {
        int samples = x.X.Shape[0];
        return network.Output.Sequence
            ? new Tensor<T>(samples, network.Steps(x), network.Output.Features)
            : new Tensor<T>(samples, network.Output.Features);
    }
}
