using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Recurrent;

/// <summary>What a tile asks the second cache for while it multiplies: elements from First on, Step of them in every turn.</summary>
internal readonly ref struct Ahead<T>(ref T first, nint step)
{
    public readonly ref T First = ref first;

    public readonly nint Step = step;
}

/// <summary>Asks for memory before it is read; a hint that changes no result.</summary>
internal static class Ahead
{
    /// <summary>Brings the line of an element into the second cache, where the machine can be told to. The address is not read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Fetch<T>(ref T element)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch1(Unsafe.AsPointer(ref element));
        }
    }
}
