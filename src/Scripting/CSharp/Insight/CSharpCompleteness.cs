using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Scripting.CSharp.Insight;

/// <summary>Whether a C# cell could be run as it stands, told by the parser alone.</summary>
internal static class CSharpCompleteness
{
    private const int IndentSize = 4;

    public static CompletenessAnswer Of(string code, CSharpParseOptions parseOptions)
    {
        var tree = CSharpSyntaxTree.ParseText(code, parseOptions);
        if (!SyntaxFactory.IsCompleteSubmission(tree))
        {
            return new CompletenessAnswer(CodeCompleteness.Incomplete, new string(' ', IndentSize * Depth(tree.GetRoot())));
        }

        return tree.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error)
            ? new CompletenessAnswer(CodeCompleteness.Invalid)
            : new CompletenessAnswer(CodeCompleteness.Complete);
    }

    private static int Depth(SyntaxNode root)
    {
        var depth = 0;
        foreach (var token in root.DescendantTokens())
        {
            depth += token.Kind() switch
            {
                _ when token.IsMissing => 0,
                SyntaxKind.OpenBraceToken or SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken => 1,
                SyntaxKind.CloseBraceToken or SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken => -1,
                _ => 0,
            };
        }

        return Math.Max(depth, 0);
    }
}
