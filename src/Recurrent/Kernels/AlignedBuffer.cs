using System.Runtime.CompilerServices;

namespace Recurrent;

/// <summary>
/// A growing buffer whose first element stands on a cache line, so that no vector of a panel straddles two. What it held is
/// lost when it grows.
/// </summary>
internal sealed class AlignedBuffer<T>
    where T : unmanaged
{
    private const int Line = 64;

    private T[] _data = [];
    private int _first;

    public Span<T> Span(int length)
    {
        if (_data.Length - _first < length)
        {
            Allocate(length);
        }

        return _data.AsSpan(_first, length);
    }

    // pinned, so that it stays where it is aligned
    private unsafe void Allocate(int length)
    {
        _data = GC.AllocateArray<T>(length + (Line / Unsafe.SizeOf<T>()), pinned: true);
        nint address = (nint)Unsafe.AsPointer(ref _data[0]);
        _first = (int)((-address & (Line - 1)) / Unsafe.SizeOf<T>());
    }
}
