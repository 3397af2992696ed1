namespace Recurrent;

/// <summary>
/// A vector of numbers as the kernels see it, so that each of them is written once for every width. Every operation is
/// one rounded operation of each lane: the width of the vectors changes no bit of a result.
/// </summary>
/// <typeparam name="TSelf">The vector.</typeparam>
/// <typeparam name="T">float or double.</typeparam>
internal interface IVector<TSelf, T>
    where TSelf : struct, IVector<TSelf, T>
{
    static abstract int Count { get; }

    /// <summary>Rows of a tile of two vectors' width whose sums all find a register.</summary>
    static abstract int TileRows { get; }

    static abstract TSelf operator +(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a, TSelf b);

    static abstract TSelf operator -(TSelf a);

    static abstract TSelf operator *(TSelf a, TSelf b);

    static abstract TSelf operator /(TSelf a, TSelf b);

    /// <summary>Reads Count elements from the given one on, whatever the alignment.</summary>
    static abstract TSelf Load(ref T source, nint index);

    static abstract void Store(TSelf value, ref T destination, nint index);

    static abstract TSelf Broadcast(T value);

    /// <summary>A constant, rounded to T when the kernel is compiled.</summary>
    static abstract TSelf Constant(double value);

    /// <summary>a * b + c, rounded once.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    static abstract TSelf Abs(TSelf a);

    static abstract TSelf Max(TSelf a, TSelf b);

    /// <summary>The larger of a limit and a; not-a-number stays where the machine's own instruction keeps the second operand, as x86 and Arm do.</summary>
    static abstract TSelf AtLeast(TSelf limit, TSelf a);

    /// <summary>The smaller of a limit and a; as above.</summary>
    static abstract TSelf AtMost(TSelf limit, TSelf a);

    static abstract TSelf SquareRoot(TSelf a);

    /// <summary>The size of a with the sign of b.</summary>
    static abstract TSelf CopySign(TSelf a, TSelf b);

    /// <summary>All bits set where a is greater than b.</summary>
    static abstract TSelf GreaterThan(TSelf a, TSelf b);

    /// <summary>The lanes of a where the bits of the mask are set, elsewhere those of b.</summary>
    static abstract TSelf Select(TSelf mask, TSelf a, TSelf b);

    /// <summary>All bits set in the first lanes.</summary>
    static abstract TSelf FirstLanes(int count);

    /// <summary>2^n, where n stands in the lowest bits of the argument's pattern.</summary>
    static abstract TSelf PowerOfTwo(TSelf bits);
}
