using System.Numerics;

namespace Notebooks;

/// <summary>What kind of value a parameter holds.</summary>
internal enum ValueKind
{
    Any,
    Boolean,
    Character,
    Text,
    Integer,
    Single,
    Double,
    Decimal,

    /// <summary>A type whose values are read from text: dates, times, GUIDs.</summary>
    Parsed,
    Enumeration,
    List,
    Map,
}

/// <summary>The type of a parameter, as its default says.</summary>
/// <param name="Name">The type's name in its language.</param>
/// <param name="Kind">What kind of value it holds.</param>
internal sealed record ParameterType(string Name, ValueKind Kind)
{
    public bool AllowsNull { get; init; }

    /// <summary>The smallest and largest value of an integer type.</summary>
    public (BigInteger Least, BigInteger Most)? Range { get; init; }

    /// <summary>The type of a list's items or of a map's values.</summary>
    public ParameterType? Element { get; init; }

    /// <summary>The names of an enumeration's members.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>The .NET type whose <c>Parse</c> reads the value.</summary>
    public Type? Parsed { get; init; }

    public static ParameterType Integer(string name, Type type) => new(name, ValueKind.Integer) { Range = RangeOf(type) };

    private static (BigInteger, BigInteger)? RangeOf(Type type) => Type.GetTypeCode(type) switch
    {
        TypeCode.SByte => (sbyte.MinValue, sbyte.MaxValue),
        TypeCode.Byte => (byte.MinValue, byte.MaxValue),
        TypeCode.Int16 => (short.MinValue, short.MaxValue),
        TypeCode.UInt16 => (ushort.MinValue, ushort.MaxValue),
        TypeCode.Int32 => (int.MinValue, int.MaxValue),
        TypeCode.UInt32 => (uint.MinValue, uint.MaxValue),
        TypeCode.Int64 => (long.MinValue, long.MaxValue),
        TypeCode.UInt64 => (ulong.MinValue, ulong.MaxValue),
        _ => null,
    };
}

/// <summary>A parameter as the cell tagged <c>parameters</c> declares it.</summary>
/// <param name="Type">Its type; null if it is one that no parameter can have.</param>
/// <param name="TypeName">The type as written or inferred.</param>
/// <param name="Annotation">The type as it must be written where the parameter is declared anew.</param>
/// <param name="IsAssignable">Whether a later cell can assign to it, so that what the cell defined sees the new value.</param>
internal sealed record DeclaredParameter(ParameterType? Type, string TypeName, string? Annotation, bool IsAssignable);
