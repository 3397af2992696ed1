using System.Globalization;
using System.Numerics;
using Microsoft.CodeAnalysis.CSharp;

namespace Notebooks;

/// <summary>Values of parameters as C# expressions that can be assigned to a variable of their type.</summary>
internal static class CSharpLiteral
{
    public static string Of(object? value, ParameterType type) => (value, type.Kind) switch
    {
        (null, _) => "null",
        (string text, ValueKind.Enumeration) => $"{type.Name.TrimEnd('?')}.{text}",
        (string text, ValueKind.Parsed) => $"{type.Parsed!.FullName}.Parse({Quoted(text)}, System.Globalization.CultureInfo.InvariantCulture)",
        (object?[] items, ValueKind.List) => $"[{string.Join(", ", items.Select(item => Of(item, type.Element!)))}]",
        (KeyValuePair<string, object?>[] pairs, ValueKind.Map) => $"new() {{ {Pairs(pairs, type.Element!)} }}",
        (object?[] items, _) => $"new object[] {{ {string.Join(", ", items.Select(item => Of(item, type)))} }}",
        (KeyValuePair<string, object?>[] pairs, _) => $"new Dictionary<string, object> {{ {Pairs(pairs, type)} }}",
        (double number, ValueKind.Single) => Real((float)number, "float", ((float)number).ToString("R", CultureInfo.InvariantCulture)) + (double.IsFinite(number) ? "f" : ""),
        (double number, _) => Real(number, "double", number.ToString("R", CultureInfo.InvariantCulture)),
        (decimal number, _) => number.ToString(CultureInfo.InvariantCulture) + "m",
        (BigInteger whole, _) => whole.ToString(CultureInfo.InvariantCulture),
        (bool truth, _) => truth ? "true" : "false",
        (char character, _) => SymbolDisplay.FormatLiteral(character, quote: true),
        (string text, _) => Quoted(text),
        _ => throw new InvalidOperationException($"A parameter's value of type {value.GetType()} has no C# form."),
    };

    private static string Pairs(KeyValuePair<string, object?>[] pairs, ParameterType element) =>
        string.Join(", ", pairs.Select(pair => $"[{Quoted(pair.Key)}] = {Of(pair.Value, element)}"));

    private static string Quoted(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    private static string Real(double number, string type, string text) =>
        double.IsNaN(number) ? $"{type}.NaN"
        : double.IsInfinity(number) ? $"{type}.{(number > 0 ? "PositiveInfinity" : "NegativeInfinity")}"
        : text.AsSpan().ContainsAny('.', 'E') ? text
        : text + ".0";
}
