using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Scripting.Magics;

namespace Scripting.CSharp;

/// <summary>
/// <c>using var x = …;</c> at the top of a cell, which the script dialect takes for a directive: the variable is declared
/// without the keyword, and disposed when the cell ends.
/// </summary>
internal static class TopLevelUsings
{
    private static readonly CSharpParseOptions s_parseOptions = new(LanguageVersion.Latest, DocumentationMode.None);

    /// <summary>The code without the keywords, and the names of the variables to dispose, in order.</summary>
    public static (string Code, IReadOnlyList<string> Names) Rewrite(string code)
    {
        var declarations = CSharpSyntaxTree.ParseText(code, s_parseOptions).GetCompilationUnitRoot().Members
            .OfType<GlobalStatementSyntax>()
            .Select(member => member.Statement)
            .OfType<LocalDeclarationStatementSyntax>()
            .Where(statement => statement.UsingKeyword.IsKind(SyntaxKind.UsingKeyword))
            .ToArray();
        foreach (var declaration in declarations)
        {
            code = CellSplitter.Blank(code, declaration.SpanStart, declaration.UsingKeyword.Span.End);
        }

        return (code, [.. declarations.SelectMany(d => d.Declaration.Variables).Select(v => v.Identifier.ValueText)]);
    }

    /// <summary>Disposes a cell's variables, the last one first.</summary>
    public static async Task DisposeAsync(IEnumerable<(string Name, object? Value)> variables)
    {
        foreach (var (name, value) in variables.Reverse())
        {
            switch (value)
            {
                case IAsyncDisposable disposable:
                    await disposable.DisposeAsync();
                    break;
                case IDisposable disposable:
                    disposable.Dispose();
                    break;
                case null:
                    break;
                default:
                    throw new InvalidOperationException($"'{name}' was declared with using, but its type {value.GetType()} cannot be disposed.");
            }
        }
    }
}
