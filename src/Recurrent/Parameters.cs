using System.Numerics;

namespace Recurrent;

/// <summary>Place of one weight in the flat buffers: its layer, name, shape as in Keras, and how it starts.</summary>
internal sealed record ParameterSlice(int Layer, string LayerName, string Name, int[] Shape, int Offset, Initializer Initializer)
{
    public int Length { get; } = Shapes.Product(Shape);

    public int Rows => Shape.Length == 1 ? 1 : Shape[0];

    public int Columns => Shape[^1];
}

/// <summary>
/// All weights of a model in one flat buffer and all their gradients in another. Layers hold slices; optimisers,
/// clipping, saving and checking walk the buffers.
/// </summary>
internal sealed class Parameters<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public Parameters(IReadOnlyList<ParameterSlice> slices)
    {
        Slices = slices;
        Count = slices.Sum(s => s.Length);
        Values = new AlignedBuffer<T>(Count);
        Gradients = new AlignedBuffer<T>(Count);
    }

    public IReadOnlyList<ParameterSlice> Slices { get; }

    public int Count { get; }

    public AlignedBuffer<T> Values { get; }

    public AlignedBuffer<T> Gradients { get; }

    /// <summary>Draws every weight from a generator of its own, so that a layer's start does not depend on its neighbours.</summary>
    public void Initialize(long seed)
    {
        int index = 0;
        int layer = -1;
        foreach (var slice in Slices)
        {
            index = slice.Layer == layer ? index + 1 : 0;
            layer = slice.Layer;
            var drawn = new double[slice.Length];
            slice.Initializer.Fill(drawn, slice.Rows, slice.Columns, Xoshiro.For(seed, layer, index));
            for (int k = 0; k < drawn.Length; k++)
            {
                Values[slice.Offset + k] = T.CreateTruncating(drawn[k]);
            }
        }
    }
}
