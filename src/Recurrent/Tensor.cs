using System.Numerics;
using System.Runtime.InteropServices;

namespace Recurrent;

/// <summary>
/// Numbers in a box: a shape and one flat row-major array (the last index runs fastest). Sequences are
/// [samples, steps, features], flat data [samples, features].
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class Tensor<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[] _data;
    private readonly int[] _shape;

    /// <summary>A tensor of zeros.</summary>
    /// <param name="shape">Sizes of the axes, each at least 0.</param>
    /// <exception cref="ArgumentException">An axis is negative.</exception>
    public Tensor(params int[] shape)
        : this(new T[Count(shape)], shape)
    {
    }

    /// <summary>A tensor over the given array, which is not copied.</summary>
    /// <param name="data">Elements, row-major.</param>
    /// <param name="shape">Sizes of the axes; their product is the length of <paramref name="data"/>.</param>
    /// <exception cref="ArgumentException">The array has another length than the shape asks for.</exception>
    public Tensor(T[] data, params int[] shape)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (data.Length != Count(shape))
        {
            throw new ArgumentException($"The shape {Shapes.Text(shape)} needs {Count(shape)} elements, the array has {data.Length}.", nameof(data));
        }

        _data = data;
        _shape = [.. shape];
    }

    /// <summary>Sizes of the axes.</summary>
    public IReadOnlyList<int> Shape => _shape;

    /// <summary>Number of axes.</summary>
    public int Rank => _shape.Length;

    /// <summary>Number of elements.</summary>
    public int Length => _data.Length;

    internal int[] ShapeArray => _shape;

    internal T[] Data => _data;

    /// <summary>Element of a tensor of one axis.</summary>
    /// <param name="i">Index on axis 0.</param>
    /// <exception cref="InvalidOperationException">The tensor has another number of axes.</exception>
    public ref T this[int i] => ref _data[Offset(1, i, 0, 0)];

    /// <summary>Element of a tensor of two axes.</summary>
    /// <param name="i">Index on axis 0.</param>
    /// <param name="j">Index on axis 1.</param>
    /// <exception cref="InvalidOperationException">The tensor has another number of axes.</exception>
    public ref T this[int i, int j] => ref _data[Offset(2, i, j, 0)];

    /// <summary>Element of a tensor of three axes.</summary>
    /// <param name="i">Index on axis 0.</param>
    /// <param name="j">Index on axis 1.</param>
    /// <param name="k">Index on axis 2.</param>
    /// <exception cref="InvalidOperationException">The tensor has another number of axes.</exception>
    public ref T this[int i, int j, int k] => ref _data[Offset(3, i, j, k)];

    /// <summary>A tensor of shape [length] with a copy of the array's elements.</summary>
    /// <param name="values">The elements.</param>
    public static implicit operator Tensor<T>(T[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new Tensor<T>([.. values], values.Length);
    }

    /// <summary>A tensor of two axes with a copy of the array's elements.</summary>
    /// <param name="values">The elements.</param>
    public static implicit operator Tensor<T>(T[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new Tensor<T>(Flatten(values), values.GetLength(0), values.GetLength(1));
    }

    /// <summary>A tensor of three axes with a copy of the array's elements.</summary>
    /// <param name="values">The elements.</param>
    public static implicit operator Tensor<T>(T[,,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new Tensor<T>(Flatten(values), values.GetLength(0), values.GetLength(1), values.GetLength(2));
    }

    /// <summary>All elements, row-major, for reading and writing.</summary>
    public Span<T> AsSpan() => _data;

    /// <summary>The elements of entry <paramref name="i"/> of the first axis.</summary>
    /// <param name="i">Index on axis 0.</param>
    public Span<T> Row(int i)
    {
        int width = _shape[0] == 0 ? 0 : _data.Length / _shape[0];
        return _data.AsSpan(i * width, width);
    }

    /// <summary>A copy of the elements, row-major.</summary>
    public T[] ToArray() => [.. _data];

    /// <summary>A copy as an array of two axes.</summary>
    /// <exception cref="InvalidOperationException">The tensor has another number of axes.</exception>
    public T[,] ToArray2D()
    {
        RequireRank(2);
        var array = new T[_shape[0], _shape[1]];
        _data.CopyTo(Elements(array));
        return array;
    }

    /// <summary>A copy as an array of three axes.</summary>
    /// <exception cref="InvalidOperationException">The tensor has another number of axes.</exception>
    public T[,,] ToArray3D()
    {
        RequireRank(3);
        var array = new T[_shape[0], _shape[1], _shape[2]];
        _data.CopyTo(Elements(array));
        return array;
    }

    /// <summary>The same elements under another shape; the elements are shared.</summary>
    /// <param name="shape">Sizes of the axes; their product stays the same.</param>
    /// <exception cref="ArgumentException">The number of elements differs.</exception>
    public Tensor<T> Reshape(params int[] shape) => new(_data, shape);

    /// <summary>The entries [start, start + count) of the first axis, copied.</summary>
    /// <param name="start">First entry.</param>
    /// <param name="count">Number of entries.</param>
    public Tensor<T> Slice(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + count, _shape[0]);
        int width = _shape[0] == 0 ? 0 : _data.Length / _shape[0];
        int[] shape = [count, .. _shape.AsSpan(1)];
        return new Tensor<T>(_data.AsSpan(start * width, count * width).ToArray(), shape);
    }

    /// <summary>A copy with each element converted, rounded to nearest.</summary>
    /// <typeparam name="TOther">float or double.</typeparam>
    public Tensor<TOther> Cast<TOther>()
        where TOther : unmanaged, IBinaryFloatingPointIeee754<TOther>
    {
        var data = new TOther[_data.Length];
        for (int k = 0; k < data.Length; k++)
        {
            data[k] = TOther.CreateTruncating(_data[k]);
        }

        return new Tensor<TOther>(data, _shape);
    }

    /// <summary>Type and shape, such as <c>Tensor&lt;Single&gt;[32, 10, 1]</c>.</summary>
    public override string ToString() => $"Tensor<{typeof(T).Name}>{Shapes.Text(_shape)}";

    private static int Count(int[] shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        int count = 1;
        foreach (int size in shape)
        {
            if (size < 0)
            {
                throw new ArgumentException($"The shape {Shapes.Text(shape)} has a negative axis.", nameof(shape));
            }

            count = checked(count * size);
        }

        return count;
    }

    private static T[] Flatten(Array values)
    {
        var data = new T[values.Length];
        Elements(values).CopyTo(data);
        return data;
    }

    private static Span<T> Elements(Array array)
    {
        return array.Length == 0 ? [] : MemoryMarshal.CreateSpan(ref System.Runtime.CompilerServices.Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(array)), array.Length);
    }

    private int Offset(int rank, int i, int j, int k)
    {
        RequireRank(rank);
        CheckIndex(i, 0);
        int offset = i;
        if (rank > 1)
        {
            CheckIndex(j, 1);
            offset = (offset * _shape[1]) + j;
        }

        if (rank > 2)
        {
            CheckIndex(k, 2);
            offset = (offset * _shape[2]) + k;
        }

        return offset;
    }

    private void CheckIndex(int index, int axis)
    {
        if ((uint)index >= (uint)_shape[axis])
        {
            throw new ArgumentOutOfRangeException(nameof(index), index, $"Axis {axis} of {Shapes.Text(_shape)} has {_shape[axis]} entries.");
        }
    }

    private void RequireRank(int rank)
    {
        if (_shape.Length != rank)
        {
            throw new InvalidOperationException($"The tensor has shape {Shapes.Text(_shape)}; this needs {rank} axes.");
        }
    }
}
