using System.Numerics;

namespace Recurrent;

/// <summary>What all passes of one layer share: its weights, packed for the products, and the states carried from call to call.</summary>
internal sealed class LayerContext<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dictionary<string, ParameterSlice> _slices;
    private readonly List<PackedWeight<T>> _packed;
    private readonly string _prefix;

    public LayerContext(LayerShape input, AlignedBuffer<T> values, IEnumerable<ParameterSlice> slices)
        : this(input, values, slices.ToDictionary(s => s.Name), [], "")
    {
    }

    private LayerContext(LayerShape input, AlignedBuffer<T> values, Dictionary<string, ParameterSlice> slices, List<PackedWeight<T>> packed, string prefix)
    {
        Input = input;
        Values = values;
        _slices = slices;
        _packed = packed;
        _prefix = prefix;
    }

    public LayerShape Input { get; }

    public AlignedBuffer<T> Values { get; }

    /// <summary>Final states of the last call of a stateful layer, each [samples, units]; empty before the first.</summary>
    public T[][] CarriedStates { get; set; } = [];

    public List<LayerContext<T>> Inner { get; } = [];

    /// <summary>The packed weights of the layer, all of them once a pass exists.</summary>
    public IReadOnlyList<PackedWeight<T>> PackedWeights => _packed;

    public LayerContext<T> Inside(string prefix)
    {
        var inner = new LayerContext<T>(Input, Values, _slices, _packed, _prefix + prefix + "/");
        Inner.Add(inner);
        return inner;
    }

    public ParameterSlice Slice(string name) => _slices[_prefix + name];

    /// <summary>Some columns of a weight for one use; the same object for all passes.</summary>
    public PackedMatrix<T> Packed(ParameterSlice slice, WeightUse use, int firstColumn = 0, int? columns = null)
    {
        int count = columns ?? slice.Columns;
        var found = _packed.Find(p => p.Slice == slice && p.Use == use && p.FirstColumn == firstColumn && p.Columns == count);
        if (found is null)
        {
            found = new PackedWeight<T>(Values, slice, firstColumn, count, use);
            found.Pack();
            _packed.Add(found);
        }

        return found.Matrix;
    }

    /// <summary>Brings the packed weights of one use up to date.</summary>
    public void Pack(WeightUse use)
    {
        foreach (var weight in _packed)
        {
            if (weight.Use == use)
            {
                weight.Pack();
            }
        }
    }

    public void ResetStates()
    {
        CarriedStates = [];
        foreach (var inner in Inner)
        {
            inner.ResetStates();
        }
    }
}

/// <summary>The products that a weight is packed for.</summary>
internal enum WeightUse
{
    /// <summary>The forward pass.</summary>
    Forward,

    /// <summary>The backward pass, from step to step or from layer to layer: the transpose.</summary>
    Backward,

    /// <summary>The gradient by the layer's input, which the first layer need not have: the transpose.</summary>
    InputGradient,
}

/// <summary>A block of columns of one weight in the layout of the products, as it is or transposed.</summary>
internal sealed class PackedWeight<T>(AlignedBuffer<T> values, ParameterSlice slice, int firstColumn, int columns, WeightUse use)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public ParameterSlice Slice { get; } = slice;

    public int FirstColumn { get; } = firstColumn;

    public int Columns { get; } = columns;

    public WeightUse Use { get; } = use;

    public PackedMatrix<T> Matrix { get; } = new();

    public void Pack()
    {
        var source = values.AsSpan(Slice.Offset, Slice.Length)[FirstColumn..];
        bool turned = Use != WeightUse.Forward;
        Matrix.Pack(source, Slice.Columns, turned ? Columns : Slice.Rows, turned ? Slice.Rows : Columns, turned);
    }
}
