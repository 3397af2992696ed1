using System.Runtime.CompilerServices;

namespace Recurrent;

/// <summary>
/// A buffer whose first element stands on a cache line, so that a vector of a row does not straddle two, and behind whose end a
/// kernel may read and write back a whole vector.
/// </summary>
internal sealed class AlignedBuffer<T>
    where T : unmanaged
{
    private const int Line = 64;

    private T[] _data = [];
    private int _first;

    /// <summary>An empty buffer.</summary>
    public AlignedBuffer()
    {
    }

    /// <summary>A buffer of zeros.</summary>
    public AlignedBuffer(int length)
    {
        Grow(length);
    }

    /// <summary>Number of elements that it was made or grown for at most.</summary>
    public int Length { get; private set; }

    public ref T this[int index] => ref AsSpan()[index];

    public static implicit operator Span<T>(AlignedBuffer<T> buffer) => buffer.AsSpan();

    public static implicit operator ReadOnlySpan<T>(AlignedBuffer<T> buffer) => buffer.AsSpan();

    public Span<T> AsSpan() => _data.AsSpan(_first, Length);

    public Span<T> AsSpan(int start) => AsSpan()[start..];

    public Span<T> AsSpan(int start, int length) => AsSpan().Slice(start, length);

    /// <summary>Makes room for so many elements; where there was less, what it held is lost.</summary>
    public unsafe void Grow(int length)
    {
        if (length <= Length)
        {
            return;
        }

        // pinned, so that it stays where it is aligned
        int size = Unsafe.SizeOf<T>();
        _data = GC.AllocateArray<T>(length + (2 * Line / size), pinned: true);
        nint address = (nint)Unsafe.AsPointer(ref _data[0]);
        _first = (int)((-address & (Line - 1)) / size);
        Length = length;
    }
}
