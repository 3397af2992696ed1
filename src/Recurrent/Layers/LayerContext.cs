using System.Numerics;

namespace Recurrent;

/// <summary>What all passes of one layer share: its weights, their transposes, and the states carried from call to call.</summary>
internal sealed class LayerContext<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Dictionary<string, ParameterSlice> _slices;
    private readonly Dictionary<string, Transposed<T>> _transposed;
    private readonly string _prefix;

    public LayerContext(LayerShape input, T[] values, IEnumerable<ParameterSlice> slices)
        : this(input, values, slices.ToDictionary(s => s.Name), [], "")
    {
    }

    private LayerContext(
        LayerShape input, T[] values, Dictionary<string, ParameterSlice> slices, Dictionary<string, Transposed<T>> transposed, string prefix)
    {
        Input = input;
        Values = values;
        _slices = slices;
        _transposed = transposed;
        _prefix = prefix;
    }

    public LayerShape Input { get; }

    public T[] Values { get; }

    /// <summary>Final states of the last call of a stateful layer, each [samples, units]; empty before the first.</summary>
    public T[][] CarriedStates { get; set; } = [];

    public List<LayerContext<T>> Inner { get; } = [];

    public LayerContext<T> Inside(string prefix)
    {
        var inner = new LayerContext<T>(Input, Values, _slices, _transposed, _prefix + prefix + "/");
        Inner.Add(inner);
        return inner;
    }

    public ParameterSlice Slice(string name) => _slices[_prefix + name];

    public Transposed<T> TransposeOf(ParameterSlice slice)
    {
        if (!_transposed.TryGetValue(slice.Name, out var transposed))
        {
            transposed = new Transposed<T>(Values, slice);
            _transposed.Add(slice.Name, transposed);
        }

        return transposed;
    }

    /// <summary>Brings the transposes up to date with the weights; once before a backward pass.</summary>
    public void Refresh()
    {
        foreach (var transposed in _transposed.Values)
        {
            transposed.Refresh();
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

/// <summary>A weight matrix turned around, for products with its transpose.</summary>
internal sealed class Transposed<T>(T[] values, ParameterSlice slice)
{
    private readonly T[] _data = new T[slice.Length];

    public ReadOnlySpan<T> Span => _data;

    public void Refresh() => Transpose.Of<T>(values.AsSpan(slice.Offset, slice.Length), slice.Rows, slice.Columns, _data);
}
