using System.Numerics;
using System.Text.RegularExpressions;

namespace Notebooks;

/// <summary>
/// The parameters that an F# cell declares: its <c>let</c> lines, typed by their annotation or else by the literal they bind.
/// </summary>
internal static partial class FSharpDefaults
{
    private static readonly Dictionary<string, ParameterType> s_types = Types().ToDictionary(type => type.Name, StringComparer.Ordinal);

    public static IReadOnlyDictionary<string, DeclaredParameter> Of(string code)
    {
        var declared = new Dictionary<string, DeclaredParameter>(StringComparer.Ordinal);
        foreach (Match match in Binding().Matches(code.ReplaceLineEndings("\n")))
        {
            var annotation = match.Groups["type"] is { Success: true } written ? written.Value.Trim() : null;
            var value = match.Groups["value"].Value.Trim();
            var name = match.Groups["name"].Value.Trim('`');
            var type = annotation is null ? OfLiteral(value) : Named(annotation);
            declared[name] = new DeclaredParameter(type, annotation ?? type?.Name ?? $"that of '{value}' (write it out: let {name}: type = …)", annotation, IsAssignable: false);
        }

        return declared;
    }

    private static IEnumerable<ParameterType> Types() =>
    [
        new("bool", ValueKind.Boolean), new("char", ValueKind.Character), new("string", ValueKind.Text) { AllowsNull = true },
        new("float", ValueKind.Double), new("double", ValueKind.Double), new("float32", ValueKind.Single), new("single", ValueKind.Single), new("decimal", ValueKind.Decimal),
        ParameterReader.AnyType with { Name = "obj" },
        .. Integers(("sbyte", typeof(sbyte)), ("int8", typeof(sbyte)), ("byte", typeof(byte)), ("uint8", typeof(byte)), ("int16", typeof(short)), ("uint16", typeof(ushort)),
            ("int", typeof(int)), ("int32", typeof(int)), ("uint32", typeof(uint)), ("uint", typeof(uint)), ("int64", typeof(long)), ("uint64", typeof(ulong)), ("bigint", typeof(BigInteger))),
        .. new[] { typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan), typeof(Guid) }
            .Select(type => new ParameterType(type.Name, ValueKind.Parsed) { Parsed = type }),
    ];

    private static IEnumerable<ParameterType> Integers(params IEnumerable<(string Name, Type Type)> types) => types.Select(type => ParameterType.Integer(type.Name, type.Type));

    private static ParameterType? Named(string name)
    {
        name = name.StartsWith("System.", StringComparison.Ordinal) ? name["System.".Length..] : name;
        if (s_types.TryGetValue(name, out var type))
        {
            return type;
        }

        if (Postfix().Match(name) is { Success: true } postfix)
        {
            return Made(postfix.Groups["item"].Value.Trim(), postfix.Groups["of"].Value);
        }

        return Prefix().Match(name) is { Success: true } prefix ? Made(prefix.Groups["item"].Value.Trim(), prefix.Groups["of"].Value) : null;
    }

    private static ParameterType? Made(string item, string of) => (Named(item), of) switch
    {
        (null, _) => null,
        ({ } inner, "option") => inner with { Name = inner.Name + " option", AllowsNull = true },
        ({ } inner, "[]" or "array") => new ParameterType($"{inner.Name} array", ValueKind.List) { Element = inner },
        ({ } inner, _) => new ParameterType($"{inner.Name} {of}", ValueKind.List) { Element = inner },
    };

    private static ParameterType? OfLiteral(string value)
    {
        if (ListLiteral().Match(value) is { Success: true } list)
        {
            var item = OfLiteral(list.Groups["item"].Value.Trim());
            return item is null ? null : new ParameterType($"{item.Name} {(list.Groups["bar"].Success ? "array" : "list")}", ValueKind.List) { Element = item };
        }

        if (SomeLiteral().Match(value) is { Success: true } some)
        {
            return OfLiteral(some.Groups["item"].Value.Trim('(', ')', ' ')) is { } inner ? inner with { Name = inner.Name + " option", AllowsNull = true } : null;
        }

        return Literal().Match(value) is { Success: true } match && TypeName(match) is { } name ? s_types[name] : null;
    }

    private static string? TypeName(Match match)
    {
        string[] kinds = ["string", "bool", "char", "float", "DateTime", "DateTimeOffset", "DateOnly", "TimeOnly", "TimeSpan", "Guid"];
        if (kinds.FirstOrDefault(kind => match.Groups[kind].Success) is { } kind)
        {
            return kind;
        }

        var isReal = match.Groups["real"].Success;
        return (match.Groups["suffix"].Value, isReal) switch
        {
            ("", true) => "float",
            ("f" or "F", _) => "float32",
            ("m" or "M", _) => "decimal",
            ("", false) => "int",
            ("y", false) => "sbyte",
            ("uy", false) => "byte",
            ("s", false) => "int16",
            ("us", false) => "uint16",
            ("u" or "ul", false) => "uint32",
            ("L", false) => "int64",
            ("UL", false) => "uint64",
            ("I", false) => "bigint",
            _ => null,
        };
    }

    [GeneratedRegex(@"^let\s+(mutable\s+)?(?<name>``[^`\n]+``|[\w']+)\s*(:(?<type>[^=\n]+))?=(?<value>[^\n]*?)(//[^\n]*)?$", RegexOptions.Multiline)]
    private static partial Regex Binding();

    [GeneratedRegex(@"^(?<item>.+?)\s*(?<of>\[\]|\b(option|list|array|seq))$")]
    private static partial Regex Postfix();

    [GeneratedRegex(@"^(?<of>option|list|array|seq)<(?<item>.+)>$")]
    private static partial Regex Prefix();

    [GeneratedRegex(@"^\[(?<bar>\|)?\s*(?<item>[^;|\]]+)(;.*)?\|?\]$")]
    private static partial Regex ListLiteral();

    [GeneratedRegex(@"^Some\b(?<item>.+)$")]
    private static partial Regex SomeLiteral();

    [GeneratedRegex("""
        ^(?<string>"([^"\\]|\\.)*"|@"[^"]*"|\"\"\".*\"\"\")$
        |^(?<bool>true|false)$
        |^(?<char>'([^'\\]|\\.|\\u[0-9a-fA-F]{4})')$
        |^(?<float>nan|-?infinity)$
        |^(System\.)?(?<DateTime>DateTime)\W.*$|^(System\.)?(?<DateTimeOffset>DateTimeOffset)\W.*$|^(System\.)?(?<DateOnly>DateOnly)\W.*$
        |^(System\.)?(?<TimeOnly>TimeOnly)\W.*$|^(System\.)?(?<TimeSpan>TimeSpan)\W.*$|^(System\.)?(?<Guid>Guid)\W.*$
        |^-?[\d_]+(?<real>\.[\d_]*([eE][-+]?\d+)?|[eE][-+]?\d+)?(?<suffix>[a-zA-Z]{0,2})$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Literal();
}
