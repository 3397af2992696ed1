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
        return Predict(BuiltFor(x, nameof(x)), x, batchSize, null);
    }

    /// <summary>
    /// All outputs of the model: that of Predict, or the two of a last bidirectional layer of merge mode None, the forward
    /// one first; then, where the last layer has returnState, its final states: h, for an LSTM h and C, for a bidirectional
    /// layer those of the forward, then of the backward one.
    /// </summary>
    /// <param name="x">[samples, steps, features].</param>
    /// <param name="batchSize">Samples in a pass, at least 1.</param>
    /// <exception cref="ArgumentException">A shape does not fit, or data is empty or not finite.</exception>
    public IReadOnlyList<Tensor<T>> PredictOutputs(Inputs<T> x, int batchSize = 32)
    {
        var (output, states) = PredictWithStates(x, batchSize);
        var last = _layers[^1];
        bool withStates = last is RecurrentLayer { ReturnState: true } or Bidirectional { ForwardLayer.ReturnState: true };
        IEnumerable<Tensor<T>> outputs = last is Bidirectional { MergeMode: MergeMode.None } ? Halves(output) : [output];
        return [.. outputs, .. withStates ? states[^1] : []];
    }

    /// <summary>As Predict, with the final states of every layer, each [samples, units]: for taking a pass up where it ended.</summary>
    /// <param name="x">[samples, steps, features].</param>
    /// <param name="batchSize">Samples in a pass, at least 1.</param>
    /// <returns>The output, and for each layer its states in the order that WithInitialState takes; empty for other layers.</returns>
    /// <exception cref="ArgumentException">A shape does not fit, or data is empty or not finite.</exception>
    public (Tensor<T> Output, IReadOnlyList<Tensor<T>[]> States) PredictWithStates(Inputs<T> x, int batchSize = 32)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        var network = BuiltFor(x, nameof(x));
        int samples = x.X.Shape[0];
        Tensor<T>[][] states = [.. _layers.Select(l => l is IKeepsState k ? NewStates(k, samples) : [])];
        var output = Predict(network, x, batchSize, states);
        return (output, states);
    }

    /// <summary>A predictor that reads a sequence step by step with the weights as they are now, without batch and allocation.</summary>
    /// <exception cref="InvalidOperationException">
    /// The model is not built, does not read sequences, or has a layer that needs the whole sequence before its first output.
    /// </exception>
    public StepPredictor<T> CreateStepPredictor()
    {
        var network = Built();
        int other = _layers.FindIndex(l => l.NeedsWholeSequence);
        if (other >= 0 || !network.Input.Sequence)
        {
            string why = other >= 0 ? $"layer {other} ({_layers[other].Type}) needs the whole sequence" : "it does not read sequences";
            throw new InvalidOperationException($"The model cannot predict step by step: {why}.");
        }

        return new StepPredictor<T>(network);
    }

    /// <summary>Sets the states that stateful layers carry from call to call back to zero.</summary>
    public void ResetStates() => _network?.ResetStates();

    private static Tensor<T>[] NewStates(IKeepsState layer, int samples)
    {
        return [.. Enumerable.Range(0, layer.StateCount).Select(_ => new Tensor<T>(samples, layer.StateUnits))];
    }

    // [..., 2 width] to two tensors [..., width]
    private static Tensor<T>[] Halves(Tensor<T> joined)
    {
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

    private Tensor<T> Predict(Network<T> network, in Inputs<T> x, int batchSize, Tensor<T>[][]? states)
    {
        int samples = x.X.Shape[0];
        var outputs = network.Output.Sequence
            ? new Tensor<T>(samples, network.Steps(x), network.Output.Features)
            : new Tensor<T>(samples, network.Output.Features);
        using var subnormals = Subnormals.CountAsZero();
        network.PackForward();
        for (int start = 0; start < samples; start += batchSize)
        {
            network.Predict(x, Order(samples), start, Math.Min(batchSize, samples - start), outputs, states);
        }

        return outputs;
    }
}
