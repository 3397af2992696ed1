using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Scripting.CSharp;

/// <summary>What to do about errors whose cause is outside of the cell.</summary>
internal static class CompilationHints
{
    private static readonly string[] s_unknownNamespace = ["CS0246", "CS0234"];

    /// <summary>A line for each namespace that a cell opens and that nothing it references declares.</summary>
    public static IEnumerable<string> For(IEnumerable<Diagnostic> errors) => errors
        .Where(error => s_unknownNamespace.Contains(error.Id))
        .Select(error => error.Location.SourceTree?.GetRoot().FindNode(error.Location.SourceSpan).FirstAncestorOrSelf<UsingDirectiveSyntax>()?.NamespaceOrType.ToString())
        .OfType<string>()
        .Distinct()
        .Select(Hint);

    private static string Hint(string space) => space.StartsWith("Microsoft.DotNet.Interactive", StringComparison.Ordinal)
        ? $"{space} is a part of .NET Interactive that this kernel does not have; what cells can call is in Microsoft.DotNet.Interactive, its Commands and Events, and Microsoft.DotNet.Interactive.Formatting."
        : $"No assembly that the notebook references declares {space}. If it comes from a package, reference that first: #r \"nuget: {PackageOf(space)}\"";

    private static string PackageOf(string space) => space.Split('.') is ["Newtonsoft", ..] ? "Newtonsoft.Json" : space;
}
