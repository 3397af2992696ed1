using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Scripting.CSharp.Insight;

/// <summary>What a cell leaves for those after it, as code: directives, usings and declarations, without the statements it ran.</summary>
/// <param name="Directives">Lines such as <c>#r</c>.</param>
/// <param name="Usings">Its usings.</param>
/// <param name="Members">Its declarations, each with the names it declares.</param>
internal sealed record CellDeclarations(IReadOnlyList<string> Directives, IReadOnlyList<string> Usings, IReadOnlyList<(string Code, string[] Names)> Members)
{
    /// <summary>The names that the cell declares; of a method, with its parameters' types.</summary>
    public IEnumerable<string> Names => Members.SelectMany(member => member.Names);

    /// <summary>Reads a cell.</summary>
    public static CellDeclarations Of(string code, CSharpParseOptions options)
    {
        var root = CSharpSyntaxTree.ParseText(code, options).GetCompilationUnitRoot();
        return new CellDeclarations(
            [.. root.GetReferenceDirectives().Select(d => d.ToString().Trim()), .. root.GetLoadDirectives().Select(d => d.ToString().Trim())],
            [.. root.Usings.Select(u => u.ToString())],
            [.. root.Members.Select(member => (Documented(member), NamesOf(member).ToArray())).Where(member => member.Item2.Length > 0)]);
    }

    /// <summary>One piece of code for several cells; of what is declared more than once, the last declaration.</summary>
    public static string Merge(IReadOnlyList<CellDeclarations> cells)
    {
        var last = new HashSet<string>(StringComparer.Ordinal);
        var members = new Stack<string>();
        foreach (var (code, names) in cells.Reverse().SelectMany(cell => cell.Members.Reverse()))
        {
            if (names.Count(last.Add) > 0)
            {
                members.Push(code);
            }
        }

        return new StringBuilder()
            .AppendJoin("", cells.SelectMany(cell => cell.Directives).Distinct().Select(line => line + "\n"))
            .AppendJoin("", cells.SelectMany(cell => cell.Usings).Distinct().Select(line => line + "\n"))
            .AppendJoin("", members.Select(member => member + "\n"))
            .ToString();
    }

    private static string Documented(MemberDeclarationSyntax member) => string.Concat(member.GetLeadingTrivia()
        .Where(trivia => trivia.Kind() is SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia)
        .Select(trivia => trivia.ToFullString())) + member;

    private static IEnumerable<string> NamesOf(MemberDeclarationSyntax member) => member switch
    {
        BaseFieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Identifier.ValueText),
        MethodDeclarationSyntax method => [$"{method.Identifier.ValueText}{method.TypeParameterList}({string.Join(",", method.ParameterList.Parameters.Select(p => p.Type?.ToString()))})"],
        PropertyDeclarationSyntax property => [property.Identifier.ValueText],
        EventDeclarationSyntax declared => [declared.Identifier.ValueText],
        DelegateDeclarationSyntax type => [type.Identifier.ValueText + type.TypeParameterList],
        TypeDeclarationSyntax type => [type.Identifier.ValueText + type.TypeParameterList],
        BaseTypeDeclarationSyntax type => [type.Identifier.ValueText],
        GlobalStatementSyntax statement => Designated(statement),
        _ => [],
    };

    // `out var x`, `var (a, b) = …` and `is int n` declare variables too, unless they stand in a block or a function of their own.
    private static IEnumerable<string> Designated(GlobalStatementSyntax statement) => statement.Statement is not ExpressionStatementSyntax ? []
        : statement.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or BlockSyntax))
            .OfType<SingleVariableDesignationSyntax>()
            .Select(variable => variable.Identifier.ValueText);
}
