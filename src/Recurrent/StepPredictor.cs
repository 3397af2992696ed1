using System.Numerics;

namespace Recurrent;

/// <summary>
/// A model that reads one sequence step by step and answers after each: the states stay from step to step, nothing is allocated,
/// and there is no batch. Made by <see cref="Sequential{T}.CreateStepPredictor"/>. One thread at a time may use it; each
/// predictor has states of its own.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class StepPredictor<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Network<T> _network;
    private readonly AlignedBuffer<T> _weights;
    private readonly LayerContext<T>[] _contexts;
    private readonly Chunk<T> _chunk;

    internal StepPredictor(Network<T> network)
    {
        _network = network;
        _weights = new AlignedBuffer<T>(network.Parameters.Count);
        _contexts = network.NewContexts(_weights);
        _chunk = new Chunk<T>(network.Layers, _contexts, network.Output);
        _chunk.Resize(1, 0, 1);
        Refresh();
        Reset();
    }

    /// <summary>Steps read since the last Reset.</summary>
    public long Steps { get; private set; }

    /// <summary>Number of features that a step has.</summary>
    public int Features => _network.Input.Features;

    /// <summary>Reads one step and returns the model's output after it.</summary>
    /// <param name="x">The features of the step; for a model that starts with an embedding its index.</param>
    /// <returns>[units], overwritten by the next step.</returns>
    /// <exception cref="ArgumentException">x has another length than the model's input, or is not finite.</exception>
    public ReadOnlySpan<T> Step(ReadOnlySpan<T> x)
    {
        if (x.Length != Features)
        {
            throw new ArgumentException($"The step has {x.Length} features; the model reads {Features}.", nameof(x));
        }

        int wrong = Guard.FirstNotFinite(x);
        if (wrong >= 0)
        {
            throw new ArgumentException($"Feature {wrong} of the step is {x[wrong]}; every number must be finite.", nameof(x));
        }

        if (_network.Layers[0] is IReadsIndices indices && (!T.IsInteger(x[0]) || x[0] < T.Zero || x[0] >= T.CreateTruncating(indices.Count)))
        {
            throw new ArgumentException($"The step is {x[0]}; it needs a whole number from 0 to {indices.Count - 1}.", nameof(x));
        }

        _chunk.LoadStep(x, goOn: Steps > 0);
        _chunk.Forward(training: false);
        Steps++;
        return _chunk.Output;
    }

    /// <summary>Goes back to zero states, for the start of another sequence.</summary>
    public void Reset()
    {
        Steps = 0;
        for (int k = 0; k < _contexts.Length; k++)
        {
            _contexts[k].ResetStates();
            _chunk.Passes[k].PrepareCarriedStates(1);
        }
    }

    /// <summary>Takes the model's weights as they are now; until then the predictor uses those it took last. The states stay.</summary>
    public void Refresh()
    {
        _network.Parameters.Values.AsSpan().CopyTo(_weights);
        ClearSubnormals(_weights);
        foreach (var context in _contexts)
        {
            context.Pack(WeightUse.Forward);
        }
    }

    // Changing the processor's mode would cost a fifth of a step, so what is slow to multiply with goes here, as Predict counts it too.
    private static void ClearSubnormals(Span<T> weights)
    {
        foreach (ref T weight in weights)
        {
            weight = Subnormals.IsSupported && T.IsSubnormal(weight) ? T.Zero : weight;
        }
    }
}
