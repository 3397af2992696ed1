using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Scripting.Magics;

namespace Scripting.CSharp;

/// <summary>
/// The declarations of a cell that the script dialect refuses: namespaces, static classes with extension methods or
/// extension blocks, and file types. They are compiled as a library; the rest of the cell stays a script.
/// </summary>
/// <param name="Library">The cell with all but the library's declarations and the usings blank.</param>
/// <param name="Script">The cell with the library's declarations blank.</param>
/// <param name="Construct">The first declaration that needs a library, in words.</param>
internal sealed record LibraryPart(string Library, string Script, string Construct)
{
    /// <summary>The ways to split a cell, the one to try first first; none if it needs no library.</summary>
    public static IReadOnlyList<LibraryPart> Candidates(CompilationUnitSyntax cell, string code)
    {
        var refused = cell.Members.Where(member => Refusal(member) is not null).ToArray();
        if (refused.Length == 0)
        {
            return [];
        }

        // Types beside it may be what an extension class extends, unless they use the script's variables.
        var types = cell.Members.Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax || Refusal(member) is not null).ToArray();
        var construct = Refusal(refused[0])!;
        return types.Length > refused.Length
            ? [Split(cell, code, types, construct), Split(cell, code, refused, construct)]
            : [Split(cell, code, refused, construct)];
    }

    private static LibraryPart Split(CompilationUnitSyntax cell, string code, MemberDeclarationSyntax[] library, string construct)
    {
        var script = library.Aggregate(code, (text, member) => CellSplitter.Blank(text, member.SpanStart, member.Span.End));
        var others = cell.Members.Except(library).Select(member => member.Span)
            .Concat(cell.GetReferenceDirectives().Select(d => d.Span))
            .Concat(cell.GetLoadDirectives().Select(d => d.Span));
        return new LibraryPart(others.Aggregate(code, (text, span) => CellSplitter.Blank(text, span.Start, span.End)), script, construct);
    }

    private static string? Refusal(MemberDeclarationSyntax member) => member switch
    {
        BaseNamespaceDeclarationSyntax space => $"namespace {space.Name}",
        BaseTypeDeclarationSyntax type when type.Modifiers.Any(SyntaxKind.FileKeyword) => $"file type {type.Identifier.Text}",
        ClassDeclarationSyntax type when type.Modifiers.Any(SyntaxKind.StaticKeyword) && type.Members.Any(IsExtension) => $"extension class {type.Identifier.Text}",
        _ => null,
    };

    private static bool IsExtension(MemberDeclarationSyntax member) => member is ExtensionBlockDeclarationSyntax
        || (member is MethodDeclarationSyntax { ParameterList.Parameters: [var first, ..] } && first.Modifiers.Any(SyntaxKind.ThisKeyword));
}
