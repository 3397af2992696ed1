using System.Numerics;

namespace Recurrent;

/// <summary>
/// What a model reads: the samples, and where wanted masks and initial states of single layers. A tensor or an array
/// converts to it, so <c>model.Fit(x, y)</c> is the usual form.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public readonly struct Inputs<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dictionary<int, Tensor<T>>? _masks;
    private readonly Dictionary<int, Tensor<T>[]>? _initialStates;

    /// <summary>Samples without masks and with zero initial states.</summary>
    /// <param name="x">[samples, steps, features], or [samples, features] for a model of dense layers.</param>
    public Inputs(Tensor<T> x)
        : this(x, null, null)
    {
    }

    private Inputs(Tensor<T> x, Dictionary<int, Tensor<T>>? masks, Dictionary<int, Tensor<T>[]>? initialStates)
    {
        ArgumentNullException.ThrowIfNull(x);
        X = x;
        _masks = masks;
        _initialStates = initialStates;
    }

    /// <summary>The samples.</summary>
    public Tensor<T> X { get; }

    internal Dictionary<int, Tensor<T>>? Masks => _masks;

    internal Dictionary<int, Tensor<T>[]>? InitialStates => _initialStates;

    /// <summary>The samples of a tensor.</summary>
    /// <param name="x">[samples, steps, features] or [samples, features].</param>
    public static implicit operator Inputs<T>(Tensor<T> x) => new(x);

    /// <summary>A copy of an array as samples.</summary>
    /// <param name="x">[samples, steps, features].</param>
    public static implicit operator Inputs<T>(T[,,] x) => new(x);

    /// <summary>A copy of an array as samples.</summary>
    /// <param name="x">[samples, features].</param>
    public static implicit operator Inputs<T>(T[,] x) => new(x);

    /// <summary>The same samples with a mask for one recurrent layer; it goes to no other layer.</summary>
    /// <param name="layer">Index of the layer in the model, from 0.</param>
    /// <param name="mask">[samples, steps]; 0 for a step that is skipped, otherwise 1.</param>
    public Inputs<T> WithMask(int layer, Tensor<T> mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        var masks = _masks is null ? [] : new Dictionary<int, Tensor<T>>(_masks);
        masks[layer] = mask;
        return new Inputs<T>(X, masks, _initialStates);
    }

    /// <summary>The same samples with initial states for one recurrent layer.</summary>
    /// <param name="layer">Index of the layer in the model, from 0.</param>
    /// <param name="states">
    /// Each [samples, units]: h, for an LSTM h and C; for a bidirectional layer those of the forward, then of the backward one.
    /// </param>
    public Inputs<T> WithInitialState(int layer, params Tensor<T>[] states)
    {
        ArgumentNullException.ThrowIfNull(states);
        var all = _initialStates is null ? [] : new Dictionary<int, Tensor<T>[]>(_initialStates);
        all[layer] = states;
        return new Inputs<T>(X, _masks, all);
    }

    /// <summary>A copy in another precision.</summary>
    internal Inputs<TOther> Cast<TOther>()
        where TOther : unmanaged, IBinaryFloatingPointIeee754<TOther>
    {
        return new Inputs<TOther>(
            X.Cast<TOther>(),
            _masks?.ToDictionary(m => m.Key, m => m.Value.Cast<TOther>()),
            _initialStates?.ToDictionary(s => s.Key, s => s.Value.Select(state => state.Cast<TOther>()).ToArray()));
    }
}
