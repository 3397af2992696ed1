using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Scripting.CSharp;

/// <summary>What the compiler says against a C# cell that is not run yet.</summary>
internal static class CSharpDiagnosis
{
    /// <summary>The parser's words and, of a whole cell that is a script throughout, the compiler's.</summary>
    public static async Task<IReadOnlyList<CodeProblem>> OfAsync(CSharpCells cells, string code, bool isWhole, CancellationToken cancellationToken)
    {
        var document = cells.Document(code);
        var tree = await TreeOfAsync(document, cancellationToken).ConfigureAwait(false);
        if (tree.GetDiagnostics(cancellationToken).Any() && TopLevelUsings.Rewrite(code) is { Names.Count: > 0 } rewritten)
        {
            document = cells.Document(rewritten.Code);
            tree = await TreeOfAsync(document, cancellationToken).ConfigureAwait(false);
        }

        // a namespace, which no script may have (CS7021), is compiled as a library of its own
        var written = tree.GetDiagnostics(cancellationToken).Where(d => d.Id != "CS7021").ToArray();
        if (!isWhole || written.Any(d => d.Severity == DiagnosticSeverity.Error) || LibraryPart.Candidates((CompilationUnitSyntax)await tree.GetRootAsync(cancellationToken).ConfigureAwait(false), code).Count > 0)
        {
            return ToProblems(written);
        }

        var model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) ?? throw new InvalidOperationException("Roslyn has no semantic model of a C# cell.");
        var meant = model.GetDiagnostics(cancellationToken: cancellationToken);
        return HtmlTags.AreMissing(meant, tree) ? ToProblems(written) : ToProblems(meant);
    }

    private static async Task<SyntaxTree> TreeOfAsync(Document document, CancellationToken cancellationToken) =>
        await document.GetSyntaxTreeAsync(cancellationToken).ConfigureAwait(false) ?? throw new InvalidOperationException("Roslyn has no syntax tree of a C# cell.");

    private static CodeProblem[] ToProblems(IEnumerable<Diagnostic> diagnostics) =>
    [
        .. diagnostics
            .Where(d => d.Severity >= DiagnosticSeverity.Warning && !d.IsSuppressed && d.Location.IsInSource)
            .Select(d => new CodeProblem(
                d.Location.SourceSpan.Start, d.Location.SourceSpan.End, d.Severity == DiagnosticSeverity.Error, $"{d.Id}: {d.GetMessage(CultureInfo.InvariantCulture)}"))
            .Distinct()
            .OrderBy(problem => problem.Start),
    ];
}
