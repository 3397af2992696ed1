using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Scripting.CSharp;

/// <summary>
/// Lets each round of a cell's loops begin with a look at whether the cell was interrupted, so that a loop ends between two of its
/// statements and no thread has to be aborted in the middle of what they call. No line moves to another place.
/// </summary>
internal static class LoopStops
{
    private const string Check = "if(global::Microsoft.DotNet.Interactive.CellStop.Asked!=0)global::Microsoft.DotNet.Interactive.CellStop.Throw();";

    /// <summary>The code with the looks put in; null if it has no loop.</summary>
    public static string? Insert(string code, SyntaxNode root)
    {
        var bodies = root.DescendantNodes().Select(Body).OfType<StatementSyntax>().ToArray();
        if (bodies.Length == 0)
        {
            return null;
        }

        var parts = bodies.SelectMany(Insertions).OrderBy(part => part.Place).ToArray();
        var text = new System.Text.StringBuilder(code.Length + (parts.Length * Check.Length));
        var done = 0;
        foreach (var (place, inserted) in parts)
        {
            text.Append(code, done, place - done).Append(inserted);
            done = place;
        }

        return text.Append(code, done, code.Length - done).ToString();
    }

    private static StatementSyntax? Body(SyntaxNode node) => node switch
    {
        WhileStatementSyntax loop => loop.Statement,
        DoStatementSyntax loop => loop.Statement,
        ForStatementSyntax loop => loop.Statement,
        CommonForEachStatementSyntax loop => loop.Statement,
        _ => null,
    };

    // Of loops in loops without braces, several end at the same place.
    private static (int Place, string Text)[] Insertions(StatementSyntax body) => body is BlockSyntax block
        ? [(block.OpenBraceToken.Span.End, Check)]
        : [(body.SpanStart, "{" + Check), (body.Span.End, "}")];
}
