using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Notebooks;

/// <summary>
/// Reads the value of a parameter as its type says. The result is null, a bool, a string, a char, a BigInteger, a double, a
/// decimal, an array of such values, or name-value pairs of them.
/// </summary>
internal static class ParameterReader
{
    /// <exception cref="ParameterException">The value is none of that type.</exception>
    public static object? Read(Parameter parameter, ParameterType type)
    {
        try
        {
            return Value(Node(parameter, type), type, isText: parameter.Form == ParameterForm.Text);
        }
        catch (Exception e) when (e is FormatException or OverflowException or JsonException)
        {
            throw new ParameterException($"parameter '{parameter.Name}' is '{parameter.Written}', but {e.Message}", e);
        }
    }

    /// <summary>The type of a value whose default says nothing.</summary>
    public static ParameterType AnyType { get; } = new("any", ValueKind.Any) { AllowsNull = true };

    private static JsonNode? Node(Parameter parameter, ParameterType type)
    {
        if (parameter.Form == ParameterForm.Raw && type.Kind is not (ValueKind.Any or ValueKind.Text or ValueKind.Character))
        {
            throw new FormatException($"a raw value is text, and its default is of type {type.Name}; give it with -p");
        }

        if (parameter.Form == ParameterForm.Text && parameter.Written == "null" && (type.AllowsNull || type.Kind != ValueKind.Text))
        {
            return null;
        }

        return parameter.Form == ParameterForm.Text && type.Kind is ValueKind.List or ValueKind.Map ? JsonNode.Parse(parameter.Written) : parameter.Value;
    }

    private static object? Value(JsonNode? node, ParameterType type, bool isText)
    {
        if (node is null)
        {
            return type.AllowsNull ? null : throw new FormatException($"its default is of type {type.Name}, which cannot be null");
        }

        return type.Kind switch
        {
            ValueKind.Any => isText ? Guess(Text(node, type)) : Untyped(node),
            ValueKind.List => List(node, type),
            ValueKind.Map => Map(node, type),
            ValueKind.Text => Text(node, type),
            _ => Scalar(node, type, isText),
        };
    }

    private static object Scalar(JsonNode node, ParameterType type, bool isText)
    {
        var kind = node.GetValueKind();
        var isNumber = type.Kind is ValueKind.Integer or ValueKind.Single or ValueKind.Double or ValueKind.Decimal;
        var fits = isText || (isNumber ? kind == JsonValueKind.Number
            : type.Kind == ValueKind.Boolean ? kind is JsonValueKind.True or JsonValueKind.False
            : kind == JsonValueKind.String);
        var text = kind == JsonValueKind.String ? node.GetValue<string>() : node.ToJsonString();
        return fits ? Scalar(text, type) ?? throw Wrong(type) : throw Wrong(type);
    }

    private static object? Scalar(string text, ParameterType type) => type.Kind switch
    {
        ValueKind.Boolean => bool.TryParse(text, out var value) ? value : null,
        ValueKind.Character => text.Length == 1 ? text[0] : null,
        ValueKind.Integer => BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && (type.Range is not { } range || (range.Least <= value && value <= range.Most)) ? value : null,
        ValueKind.Single => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? (double)value : null,
        ValueKind.Double => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null,
        ValueKind.Decimal => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null,
        ValueKind.Parsed => IsParsed(text, type.Parsed!) ? text : null,
        ValueKind.Enumeration => type.Members.FirstOrDefault(member => member.Equals(text, StringComparison.OrdinalIgnoreCase)),
        _ => throw new InvalidOperationException($"{type.Kind} is no scalar."),
    };

    private static bool IsParsed(string text, Type type)
    {
        var parse = type.GetMethod("Parse", BindingFlags.Public | BindingFlags.Static, [typeof(string), typeof(IFormatProvider)])!;
        try
        {
            parse.Invoke(null, [text, CultureInfo.InvariantCulture]);
            return true;
        }
        catch (TargetInvocationException e) when (e.InnerException is FormatException or OverflowException)
        {
            return false;
        }
    }

    private static FormatException Wrong(ParameterType type) => new(type switch
    {
        { Kind: ValueKind.Enumeration } => $"it must be one of {string.Join(", ", type.Members)}, since its default is of type {type.Name}",
        { Range: { } range } => $"it must be a whole number from {range.Least} to {range.Most}, since its default is of type {type.Name}",
        _ => $"its default is of type {type.Name}",
    });

    private static string Text(JsonNode node, ParameterType type) =>
        node.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : throw Wrong(type);

    private static object?[] List(JsonNode node, ParameterType type) =>
        node is JsonArray items ? [.. items.Select(item => Value(item, type.Element!, isText: false))] : throw Wrong(type);

    private static KeyValuePair<string, object?>[] Map(JsonNode node, ParameterType type) => node is JsonObject members
        ? [.. members.Select(member => KeyValuePair.Create(member.Key, Value(member.Value, type.Element!, isText: false)))]
        : throw Wrong(type);

    // As papermill reads a value that nothing is known about.
    private static object? Guess(string text) =>
        text == "null" ? null
        : bool.TryParse(text, out var truth) ? truth
        : BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number
        : text;

    private static object? Untyped(JsonNode node) => node switch
    {
        JsonArray items => items.Select(item => item is null ? null : Untyped(item)).ToArray(),
        JsonObject members => members.Select(member => KeyValuePair.Create(member.Key, member.Value is null ? null : Untyped(member.Value))).ToArray(),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.String => node.GetValue<string>(),
            _ => BigInteger.TryParse(node.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
                ? whole
                : double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture),
        },
    };
}
