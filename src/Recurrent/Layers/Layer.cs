using System.Numerics;

namespace Recurrent;

/// <summary>
/// Description of a layer: what Keras' constructor takes. It holds no numbers; a model that is built from it does, so one
/// description may stand in several models.
/// </summary>
public abstract class Layer
{
    private protected Layer(string? name)
    {
        Name = name;
    }

    /// <summary>The name given, or null: then the model names the layer by its type, such as <c>lstm_1</c>.</summary>
    public string? Name { get; private protected set; }

    /// <summary>Keras' name of the type, such as <c>LSTM</c>.</summary>
    public abstract string Type { get; }

    // lower case with underscores, as Keras numbers them
    internal abstract string BaseName { get; }

    // whether no output is known before the last step is
    internal virtual bool NeedsWholeSequence => false;

    internal abstract LayerShape OutputShape(LayerShape input);

    internal abstract void Declare(LayerShape input, ParameterDeclaration parameters);

    internal abstract LayerPass<T> CreatePass<T>(LayerContext<T> context)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    private protected static int Positive(int value, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, name);
        return value;
    }

    private protected static Activation Known(Activation value, string name)
    {
        return Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(name, value, "Not an activation; see the values of Activation.");
    }

    private protected static Activation ElementWise(Activation value, string name)
    {
        return value != Activation.Softmax
            ? Known(value, name)
            : throw new ArgumentOutOfRangeException(name, value, "A gate needs an activation that works element by element.");
    }
}

/// <summary>What flows between layers: features, over steps (any number of them) or without.</summary>
internal readonly record struct LayerShape(bool Sequence, int Features)
{
    public override string ToString() => Sequence ? $"[samples, steps, {Features}]" : $"[samples, {Features}]";
}

/// <summary>Collects the weights of one layer, in Keras' order.</summary>
internal sealed class ParameterDeclaration(int layer, string layerName, List<ParameterSlice> slices)
{
    private readonly string _prefix = "";

    private ParameterDeclaration(int layer, string layerName, List<ParameterSlice> slices, string prefix)
        : this(layer, layerName, slices)
    {
        _prefix = prefix;
    }

    public void Add(string name, int[] shape, Initializer initializer)
    {
        int offset = slices.Count == 0 ? 0 : slices[^1].Offset + slices[^1].Length;
        slices.Add(new ParameterSlice(layer, layerName, _prefix + name, shape, offset, initializer));
    }

    /// <summary>The weights of a layer inside a layer, such as <c>forward/kernel</c>.</summary>
    public ParameterDeclaration Inside(string prefix) => new(layer, layerName, slices, _prefix + prefix + "/");
}
