using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.QuickInfo;

namespace Scripting.CSharp.Insight;

/// <summary>What is known about the name at a place in a C# cell: its signature, its documentation, its declaration.</summary>
internal static class CSharpInspection
{
    public static async Task<Inspection?> InspectAsync(Document document, int position, int detail, CancellationToken cancellationToken)
    {
        var root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        if (root is null || NameAt(root, position) is not { } name)
        {
            return null;
        }

        var service = QuickInfoService.GetService(document)
            ?? throw new InvalidOperationException("Roslyn offers no inspection service for C# documents.");
        var info = await service.GetQuickInfoAsync(document, name.SpanStart, cancellationToken).ConfigureAwait(false);
        if (info is null || info.Sections.IsEmpty)
        {
            return null;
        }

        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        var overloads = model is null ? [] : Overloads(model, name, cancellationToken);
        var declaration = detail > 0 && model is not null ? Declaration(model, name, cancellationToken) : null;
        return Write(info, overloads, declaration);
    }

    // At a name, behind it, or among the arguments it is called with.
    private static SyntaxToken? NameAt(SyntaxNode root, int position)
    {
        foreach (var place in new[] { position, position - 1 })
        {
            if (place >= 0 && root.FullSpan.Contains(place))
            {
                var token = root.FindToken(place);
                if (token.Span.Contains(place) && (token.IsKind(SyntaxKind.IdentifierToken) || SyntaxFacts.IsPredefinedType(token.Kind()) || SyntaxFacts.IsLiteralExpression(token.Parent?.Kind() ?? default)))
                {
                    return token;
                }
            }
        }

        var before = position > 0 ? root.FindToken(Math.Min(position, root.FullSpan.End) - 1) : default;
        var arguments = before.Parent?.AncestorsAndSelf().OfType<ArgumentListSyntax>().FirstOrDefault(list => list.SpanStart < position);
        return arguments?.Parent switch
        {
            InvocationExpressionSyntax call => call.Expression.GetLastToken(),
            ObjectCreationExpressionSyntax creation => creation.Type.GetLastToken(),
            _ => null,
        };
    }

    private static string[] Overloads(SemanticModel model, SyntaxToken name, CancellationToken cancellationToken)
    {
        if (name.Parent is not ExpressionSyntax expression)
        {
            return [];
        }

        var called = model.GetSymbolInfo(expression, cancellationToken).Symbol;
        var others = model.GetMemberGroup(expression, cancellationToken).Where(m => !SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, called?.OriginalDefinition));
        return [.. others.Select(m => m.ToMinimalDisplayString(model, name.SpanStart))];
    }

    private static string? Declaration(SemanticModel model, SyntaxToken name, CancellationToken cancellationToken)
    {
        var symbol = name.Parent is null ? null
            : model.GetSymbolInfo(name.Parent, cancellationToken).Symbol ?? model.GetDeclaredSymbol(name.Parent, cancellationToken);
        var node = symbol?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken);
        node = node is VariableDeclaratorSyntax ? node.Parent?.Parent : node;
        return node?.ToString();
    }

    private static Inspection Write(QuickInfoItem info, string[] overloads, string? declaration)
    {
        var plain = new StringBuilder();
        var markdown = new StringBuilder();
        foreach (var section in info.Sections.Where(s => !string.IsNullOrWhiteSpace(s.Text)))
        {
            var isSignature = section.Kind == QuickInfoSectionKinds.Description;
            Add(section.Text.Trim(), isSignature);
            if (isSignature && overloads.Length > 0)
            {
                Add("Overloads:\n" + string.Join("\n", overloads), isCode: true);
            }
        }

        if (declaration is not null)
        {
            Add(declaration, isCode: true);
        }

        return new Inspection(plain.ToString(), markdown.ToString());

        void Add(string text, bool isCode)
        {
            var gap = plain.Length > 0 ? "\n\n" : "";
            plain.Append(gap).Append(text);
            markdown.Append(gap).Append(isCode ? $"```csharp\n{text}\n```" : text);
        }
    }
}
