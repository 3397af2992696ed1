using System.Numerics;

namespace Recurrent;

public partial class Sequential<T>
{
    /// <summary>
    /// One pass forward and, where there is something to differentiate, backward over all samples as one batch, with
    /// everything kept: outputs, states, gates, and the gradient that reaches each of them. No weight changes.
    /// </summary>
    /// <param name="x">[samples, steps, features].</param>
    /// <param name="y">Targets as for Fit: the gradients are those of the compiled loss. Null: none, unless the next argument is given.</param>
    /// <param name="outputGradient">In place of a loss: the gradient by the model's output, of its shape.</param>
    /// <param name="cutHiddenPath">
    /// True: no gradient goes from a step to the one before through h, only through the cell (for a GRU through the part
    /// of h that is kept), as in Hochreiter and Schmidhuber (1997).
    /// </param>
    /// <param name="sampleWeight">With y: as for Fit.</param>
    /// <exception cref="InvalidOperationException">y is given but Compile was not called.</exception>
    /// <exception cref="ArgumentException">A shape does not fit, data is not finite, or both y and outputGradient are given.</exception>
    public Trace<T> Trace(Inputs<T> x, Tensor<T>? y = null, Tensor<T>? outputGradient = null, bool cutHiddenPath = false, Tensor<T>? sampleWeight = null)
    {
        if (y is not null && outputGradient is not null)
        {
            throw new ArgumentException("Give y or outputGradient, not both.", nameof(outputGradient));
        }

        var network = y is null ? BuiltFor(x, nameof(x)) : ReadyToTrain(x, y, sampleWeight, null);
        return Recurrent.Trace<T>.Run(network, x, y, sampleWeight, outputGradient, _loss, cutHiddenPath);
    }

    /// <summary>A model of the same layers and weights in another precision; what an optimiser has gathered stays behind.</summary>
    /// <typeparam name="TOther">float or double.</typeparam>
    /// <exception cref="InvalidOperationException">The model is not built.</exception>
    public Sequential<TOther> Cast<TOther>()
        where TOther : unmanaged, IBinaryFloatingPointIeee754<TOther>
    {
        var network = Built();
        var copy = new Sequential<TOther>([.. _layers]) { Seed = Seed, Threads = Threads };
        copy.Build(network.Input, Seed);
        copy._timeSteps = _timeSteps;
        for (int k = 0; k < network.Parameters.Count; k++)
        {
            copy.Built().Parameters.Values[k] = TOther.CreateTruncating(network.Parameters.Values[k]);
        }

        if (_loss is not null && _optimizer is not null)
        {
            copy.Compile(_optimizer, _loss, _metrics.Select(m => m.Name));
        }

        return copy;
    }

    internal Network<T> NetworkFor(in Inputs<T> x) => BuiltFor(x, nameof(x));
}
