using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Notebooks;

namespace Reader.Pages;

/// <summary>Code as HTML, coloured by what its words are. C# is read by its compiler's parser; other languages stay plain.</summary>
internal static class CodeHtml
{
    private static readonly CSharpParseOptions s_script = CSharpParseOptions.Default.WithKind(SourceCodeKind.Script).WithLanguageVersion(LanguageVersion.Preview);

    /// <summary>The code, encoded.</summary>
    /// <param name="code">The text of a cell.</param>
    /// <param name="language">The name of its language, as <see cref="CellLanguage"/> has it.</param>
    public static string Of(string code, string language)
    {
        if (language != CellLanguage.CSharp || code.StartsWith("#!", StringComparison.Ordinal))
        {
            return WebUtility.HtmlEncode(code);
        }

        var html = new StringBuilder();
        var at = 0;
        foreach (var (span, kind) in Coloured(CSharpSyntaxTree.ParseText(code, s_script).GetRoot()))
        {
            html.Append(WebUtility.HtmlEncode(code[at..span.Start]));
            html.Append(CultureInfo.InvariantCulture, $"<span class=\"{kind}\">{WebUtility.HtmlEncode(code[span.Start..span.End])}</span>");
            at = span.End;
        }

        return html.Append(WebUtility.HtmlEncode(code[at..])).ToString();
    }

    // The names of the classes are short, since a page has thousands: k keyword, s string, n number, t type, c comment.
    private static IEnumerable<(TextSpan Span, char Kind)> Coloured(SyntaxNode root)
    {
        foreach (var token in root.DescendantTokens())
        {
            foreach (var comment in token.LeadingTrivia.Where(IsComment))
            {
                yield return (comment.Span, 'c');
            }

            if (KindOf(token) is { } kind && token.Span.Length > 0)
            {
                yield return (token.Span, kind);
            }

            foreach (var comment in token.TrailingTrivia.Where(IsComment))
            {
                yield return (comment.Span, 'c');
            }
        }
    }

    private static bool IsComment(SyntaxTrivia trivia) =>
        trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) || trivia.IsDirective
        || trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia) || trivia.IsKind(SyntaxKind.DisabledTextTrivia);

    private static char? KindOf(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.StringLiteralToken or SyntaxKind.CharacterLiteralToken or SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedStringEndToken
            or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
            or SyntaxKind.InterpolatedVerbatimStringStartToken or SyntaxKind.Utf8StringLiteralToken => 's',
        SyntaxKind.NumericLiteralToken => 'n',
        SyntaxKind.IdentifierToken when IsType(token) => 't',
        SyntaxKind.IdentifierToken => token.Text is "var" or "nameof" && token.Parent is IdentifierNameSyntax ? 'k' : null,
        var kind => SyntaxFacts.IsKeywordKind(kind) ? 'k' : null,
    };

    private static bool IsType(SyntaxToken token) => token.Text != "var" && token.Parent switch
    {
        BaseTypeDeclarationSyntax or TypeParameterSyntax or GenericNameSyntax { Parent: not MemberAccessExpressionSyntax and not InvocationExpressionSyntax } => true,
        IdentifierNameSyntax name => name.Parent switch
        {
            VariableDeclarationSyntax declaration => declaration.Type == name,
            ObjectCreationExpressionSyntax or ArrayTypeSyntax or NullableTypeSyntax or TypeArgumentListSyntax or BaseTypeSyntax or CastExpressionSyntax or TypeOfExpressionSyntax
                or TupleElementSyntax or RefTypeSyntax => name.Parent is not CastExpressionSyntax cast || cast.Type == name,
            ParameterSyntax parameter => parameter.Type == name,
            MethodDeclarationSyntax method => method.ReturnType == name,
            LocalFunctionStatementSyntax function => function.ReturnType == name,
            PropertyDeclarationSyntax property => property.Type == name,
            ForEachStatementSyntax each => each.Type == name,
            DeclarationExpressionSyntax declaration => declaration.Type == name,
            DeclarationPatternSyntax pattern => pattern.Type == name,
            _ => false,
        },
        _ => false,
    };
}
