using System.Numerics;

namespace Recurrent;

/// <summary>One weight of a model: a name, Keras' shape, and its place in the model's flat buffers.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class Variable<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Parameters<T> _parameters;
    private readonly ParameterSlice _slice;

    internal Variable(Parameters<T> parameters, ParameterSlice slice)
    {
        _parameters = parameters;
        _slice = slice;
    }

    /// <summary>Name of the layer.</summary>
    public string Layer => _slice.LayerName;

    /// <summary>Index of the layer in the model, from 0.</summary>
    public int LayerIndex => _slice.Layer;

    /// <summary>Name of the weight, such as kernel.</summary>
    public string Name => _slice.Name;

    /// <summary>Shape as in Keras.</summary>
    public IReadOnlyList<int> Shape => _slice.Shape;

    /// <summary>Number of elements.</summary>
    public int Length => _slice.Length;

    /// <summary>The weight, copied; setting it checks the shape.</summary>
    /// <exception cref="ArgumentException">Set with another shape.</exception>
    public Tensor<T> Value
    {
        get => new(AsSpan().ToArray(), _slice.Shape);
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            if (!value.ShapeArray.AsSpan().SequenceEqual(_slice.Shape))
            {
                throw new ArgumentException($"{this} is given a tensor of shape {Shapes.Text(value.ShapeArray)}.", nameof(value));
            }

            value.AsSpan().CopyTo(AsSpan());
        }
    }

    /// <summary>The gradient that the last training step left, after clipping, copied.</summary>
    public Tensor<T> Gradient => new(_parameters.Gradients.AsSpan(_slice.Offset, _slice.Length).ToArray(), _slice.Shape);

    /// <summary>The weight itself, row-major, for reading and writing.</summary>
    public Span<T> AsSpan() => _parameters.Values.AsSpan(_slice.Offset, _slice.Length);

    /// <summary>Layer, name and shape.</summary>
    public override string ToString() => $"{Layer}/{Name} {Shapes.Text(_slice.Shape)}";
}
