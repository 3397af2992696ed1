using System.Text.Json.Nodes;
using Microsoft.FSharp.Core;

namespace Scripting.Formatting;

/// <summary>Shows F# unions, options, records and lists as F# writes them.</summary>
internal static class FSharpFormatter
{
    private const string Mapping = "Microsoft.FSharp.Core.CompilationMappingAttribute";

    /// <summary>Fills <paramref name="data"/> if <paramref name="value"/> is one of them.</summary>
    public static bool TryFormat(object value, JsonObject data)
    {
        var type = value.GetType();
        if (!IsMapped(type) && !IsMapped(type.BaseType))
        {
            return false;
        }

        data["text/plain"] = InFSharp(value);
        if (value is System.Collections.IEnumerable items && TableFormatter.Html(items) is { } table)
        {
            data["text/html"] = table;
        }

        return true;
    }

    // Modules carry the attribute too, but no value is of such a type.
    private static bool IsMapped(Type? type) => type?.CustomAttributes.Any(a => a.AttributeType.FullName == Mapping) == true;

    private static string InFSharp(object value) => ExtraTopLevelOperators.PrintFormatToString(
        new PrintfFormat<FSharpFunc<object, string>, Unit, string, string, object>("%A")).Invoke(value);
}
