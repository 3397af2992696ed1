using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.DotNet.Interactive.Formatting;

namespace Scripting.CSharp;

/// <summary>
/// The names by which cells write HTML, <c>div(b("text"))</c>. Notebooks use them without a using; since they are as short as
/// <c>b</c> and <c>p</c>, a cell gets them only if it does not compile without, and only where they are called as tags.
/// </summary>
internal static class HtmlTags
{
    private const string UnknownName = "CS0103";
    private static readonly HashSet<string> s_names = [.. typeof(PocketViewTags).GetProperties().Select(property => property.Name)];

    /// <summary>The type to import for them.</summary>
    public static string Import { get; } = typeof(PocketViewTags).FullName!;

    /// <summary>Whether the cell misses tags, and no other name.</summary>
    public static bool AreMissing(IEnumerable<Diagnostic> diagnostics, SyntaxTree tree)
    {
        var missing = diagnostics.Where(d => d.Id == UnknownName && d.Location.SourceTree == tree).Select(d => tree.GetRoot().FindNode(d.Location.SourceSpan, getInnermostNodeForTie: true)).ToArray();
        return missing.Length > 0 && missing.All(node => node is IdentifierNameSyntax name && s_names.Contains(name.Identifier.ValueText) && IsTag(name));
    }

    // It is filled or given attributes, or stands among what another tag is filled with.
    private static bool IsTag(IdentifierNameSyntax name) => IsUsedAsTag(name)
        || name.Ancestors().OfType<ArgumentSyntax>().Any(argument => argument.Parent?.Parent is InvocationExpressionSyntax call && IsTagCall(call));

    private static bool IsUsedAsTag(IdentifierNameSyntax name) =>
        (name.Parent is InvocationExpressionSyntax call && call.Expression == name) || (name.Parent is ElementAccessExpressionSyntax access && access.Expression == name);

    private static bool IsTagCall(InvocationExpressionSyntax call)
    {
        var called = call.Expression is ElementAccessExpressionSyntax access ? access.Expression : call.Expression;
        return called is IdentifierNameSyntax name && s_names.Contains(name.Identifier.ValueText);
    }
}
