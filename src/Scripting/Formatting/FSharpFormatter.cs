using System.Text.Json.Nodes;
using Microsoft.FSharp.Core;

namespace Scripting.Formatting;

/// <summary>Shows F# unions, options, records and lists as F# writes them.</summary>
internal static class FSharpFormatter
{
    private const int KindMask = (int)SourceConstructFlags.KindMask;
    private const string Mapping = "Microsoft.FSharp.Core.CompilationMappingAttribute";

    /// <summary>Fills <paramref name="data"/> if <paramref name="value"/> is one of them.</summary>
    public static bool TryFormat(object value, JsonObject data)
    {
        var type = value.GetType();
        if (!IsFSharp(type))
        {
            return false;
        }

        data["text/plain"] = InFSharp(value);
        if ((IsRecord(type) || value is System.Collections.IEnumerable) && ValueTree.ReadMembers(value) is var node && (node is TableNode or GroupNode { Kind: not GroupKind.Sequence }))
        {
            data["text/html"] = TreeHtml.Of(node);
        }

        return true;
    }

    /// <summary>Whether values of the type are written by F#.</summary>
    public static bool IsFSharp(Type type) => IsMapped(type) || IsMapped(type.BaseType) || IsRecord(type);

    /// <summary>Whether the type is an F# record, with a name or without.</summary>
    public static bool IsRecord(Type type) => IsAnonymousRecord(type)
        || type.CustomAttributes.Any(a => a.AttributeType.FullName == Mapping && a.ConstructorArguments is [{ Value: int flags }] && (flags & KindMask) == (int)SourceConstructFlags.RecordType);

    private static bool IsAnonymousRecord(Type type) => !type.IsArray && type.Name.StartsWith("<>f__AnonymousType", StringComparison.Ordinal) && type.GetInterface("System.Collections.IStructuralEquatable") is not null;

    // Modules carry the attribute too, but no value is of such a type; closures and exceptions carry it as objects.
    private static bool IsMapped(Type? type) => type?.CustomAttributes.Any(a => a.AttributeType.FullName == Mapping
        && !(a.ConstructorArguments is [{ Value: int flags }, ..] && (flags & KindMask) == (int)SourceConstructFlags.ObjectType && !typeof(System.Collections.IEnumerable).IsAssignableFrom(type))) == true;

    private static string InFSharp(object value) => ExtraTopLevelOperators.PrintFormatToString(
        new PrintfFormat<FSharpFunc<object, string>, Unit, string, string, object>("%A")).Invoke(value);
}
