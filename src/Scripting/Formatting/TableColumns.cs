using System.Collections;
using System.Reflection;

namespace Scripting.Formatting;

/// <summary>Which properties and fields of a type are shown, and whether a sequence's items have any.</summary>
internal static class TableColumns
{
    /// <summary>The public properties and fields that can be read.</summary>
    public static MemberInfo[] Of(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(p => p.CanRead && p.GetMethod!.IsPublic && p.GetIndexParameters().Length == 0 && IsOnHeap(p.PropertyType))
            .GroupBy(p => p.Name).Select(hidden => hidden.First()),
        .. type.GetFields(BindingFlags.Public | BindingFlags.Instance).Where(f => IsOnHeap(f.FieldType)),
    ];

    /// <summary>The type whose members make the columns of a sequence, or null if its items are shown one by one.</summary>
    /// <param name="sequence">The sequence's own type.</param>
    /// <param name="items">Its first items.</param>
    public static Type? ItemTypeOf(Type sequence, IReadOnlyList<object?> items)
    {
        var declared = SequenceText.ItemTypeOf(sequence);
        var type = declared is null || declared == typeof(object) || declared.IsInterface || declared.IsAbstract
            ? items.OfType<object>().Select(item => item.GetType()).Distinct().ToArray() is [var only] ? only : null
            : declared;
        return type is null || MimeBundle.IsScalar(type) || typeof(IEnumerable).IsAssignableFrom(type) || KnownNodes.IsWhole(type) || UserFormatters.MimeTypesOf(type).Count > 0
            ? null
            : type;
    }

    private static bool IsOnHeap(Type type) => !type.IsByRefLike && !type.IsByRef && !type.IsPointer && !type.IsFunctionPointer;
}
