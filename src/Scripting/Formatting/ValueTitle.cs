using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Scripting.Formatting;

/// <summary>What a value is, in a few words: the head of its members.</summary>
internal static class ValueTitle
{
    private const int MaxLength = 80;

    public static string Of(object value) => value switch
    {
        Exception error => Short($"{error.GetType().FullName}: {error.Message}"),
        ICollection items => string.Create(CultureInfo.InvariantCulture, $"{CollectionName(items)} ({items.Count} {(items.Count == 1 ? "item" : "items")})"),
        IEnumerable when !value.GetType().IsVisible && SequenceText.ItemTypeOf(value.GetType()) is { } item => $"sequence of {TypeText.Of(item)}",
        IEnumerable => TypeText.Of(value.GetType()),
        _ when IsAnonymous(value.GetType()) => $"{{ {string.Join(", ", value.GetType().GetProperties().Select(p => p.Name))} }}",
        _ => OwnWords(value) ?? TypeText.Of(value.GetType()),
    };

    /// <summary>Whether the compiler named the type.</summary>
    public static bool IsAnonymous(Type type) => type.Name.StartsWith("<>f__AnonymousType", StringComparison.Ordinal);

    private static string CollectionName(ICollection items) =>
        items.GetType() switch
        {
            { IsArray: true } array when IsAnonymous(array.GetElementType()!) => "array",
            var type when type.Name.StartsWith('<') => "list",
            var type => TypeText.Of(type),
        };

    // A record's own words go round in its cycles for ever.
    private static string? OwnWords(object value)
    {
        var type = value.GetType();
        var declares = type.GetMethod(nameof(ToString), Type.EmptyTypes)?.DeclaringType;
        if (value is ITuple || declares is null || declares == typeof(object) || declares == typeof(ValueType) || type.GetMethod("<Clone>$") is not null
            || (type.IsValueType && type.GetMethod("PrintMembers", System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance) is not null))
        {
            return null;
        }

        try
        {
            return value.ToString() is { Length: > 0 } words ? Short(words) : null;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            return $"{TypeText.Of(type)} (its ToString failed: {error.GetType().Name}: {error.Message})";
        }
    }

    private static string Short(string words)
    {
        var line = words.ReplaceLineEndings(" ");
        return line.Length > MaxLength ? line[..MaxLength] + "…" : line;
    }
}
