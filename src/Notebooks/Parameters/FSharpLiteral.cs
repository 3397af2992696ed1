using System.Globalization;
using System.Numerics;
using System.Text;

namespace Notebooks;

/// <summary>Values of parameters as F# expressions of their type.</summary>
internal static class FSharpLiteral
{
    private static readonly Dictionary<string, string> s_suffixes = new(StringComparer.Ordinal)
    {
        ["sbyte"] = "y",
        ["int8"] = "y",
        ["byte"] = "uy",
        ["uint8"] = "uy",
        ["int16"] = "s",
        ["uint16"] = "us",
        ["uint32"] = "u",
        ["uint"] = "u",
        ["int64"] = "L",
        ["uint64"] = "UL",
        ["bigint"] = "I",
    };

    public static string Of(object? value, ParameterType type)
    {
        if (type.Name.EndsWith(" option", StringComparison.Ordinal))
        {
            return value is null ? "None" : $"Some({Of(value, type with { Name = type.Name[..^" option".Length] })})";
        }

        return (value, type.Kind) switch
        {
            (null, _) => "null",
            (string text, ValueKind.Parsed) => $"{type.Parsed!.FullName}.Parse({Quoted(text)}, System.Globalization.CultureInfo.InvariantCulture)",
            (object?[] items, ValueKind.List) => Listed(type.Name, items.Select(item => Of(item, type.Element!))),
            (object?[] items, _) => $"[| {string.Join("; ", items.Select(item => $"box ({Of(item, type)})"))} |]",
            (KeyValuePair<string, object?>[] pairs, _) => $"dict [ {string.Join("; ", pairs.Select(pair => $"{Quoted(pair.Key)}, box ({Of(pair.Value, type)})"))} ]",
            (double number, ValueKind.Single) => double.IsFinite(number) ? Real(((float)number).ToString("R", CultureInfo.InvariantCulture)) + "f" : Special(number) + "f",
            (double number, _) => double.IsFinite(number) ? Real(number.ToString("R", CultureInfo.InvariantCulture)) : Special(number),
            (decimal number, _) => number.ToString(CultureInfo.InvariantCulture) + "m",
            (BigInteger whole, _) => whole.ToString(CultureInfo.InvariantCulture) + SuffixOf(whole, type),
            (bool truth, _) => truth ? "true" : "false",
            (char character, _) => $"'{Escaped(character, '\'')}'",
            (string text, _) => Quoted(text),
            _ => throw new InvalidOperationException($"A parameter's value of type {value.GetType()} has no F# form."),
        };
    }

    // A whole number that nothing is known about has the smallest type that holds it.
    private static string SuffixOf(BigInteger whole, ParameterType type) => type.Kind == ValueKind.Integer
        ? s_suffixes.GetValueOrDefault(type.Name, "")
        : whole >= int.MinValue && whole <= int.MaxValue ? "" : whole >= long.MinValue && whole <= long.MaxValue ? "L" : "I";

    private static string Listed(string name, IEnumerable<string> items) => name.EndsWith(" array", StringComparison.Ordinal)
        ? $"[| {string.Join("; ", items)} |]"
        : $"[ {string.Join("; ", items)} ]";

    private static string Real(string text) => text.AsSpan().ContainsAny('.', 'E') ? text : text + ".0";

    private static string Special(double number) => double.IsNaN(number) ? "nan" : number > 0 ? "infinity" : "-infinity";

    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            quoted.Append(Escaped(c, '"'));
        }

        return quoted.Append('"').ToString();
    }

    private static string Escaped(char c, char quote) => c switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        '\\' => "\\\\",
        _ when c == quote => $"\\{c}",
        < ' ' or (>= '\u007f' and <= '\u009f') or '\u2028' or '\u2029' => $"\\u{(int)c:x4}",
        _ => c.ToString(),
    };
}
