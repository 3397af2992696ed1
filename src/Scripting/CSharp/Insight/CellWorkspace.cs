using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;

namespace Scripting.CSharp.Insight;

/// <summary>
/// The session's C# cells as the editor services of Roslyn see them: one submission project a cell, each on top of the
/// one before. It is built when the first question about code comes, and then catches up with the cells run since;
/// it never waits for a running cell.
/// </summary>
internal sealed class CellWorkspace(CSharpCompilationOptions options)
{
    private static readonly CSharpParseOptions s_parseOptions = new(LanguageVersion.Latest, DocumentationMode.Parse, SourceCodeKind.Script);
    private static readonly Lazy<MefHostServices> s_services = new(() => MefHostServices.Create(MefHostServices.DefaultAssemblies));

    private readonly Lock _gate = new();
    private Solution? _solution;
    private ImmutableList<KeptCell> _known = [];
    private ProjectId? _last;

    /// <summary>A document holding <paramref name="code"/> as the cell that follows <paramref name="cells"/>.</summary>
    public Document Document(string code, ImmutableList<KeptCell> cells)
    {
        lock (_gate)
        {
            if (_solution is null || _known.Count > cells.Count)
            {
                _solution = new AdhocWorkspace(s_services.Value).CurrentSolution;
                (_known, _last) = ([], null);
            }

            foreach (var cell in cells.Skip(_known.Count))
            {
                (_solution, var document) = With(_solution, _last, cell.Code, cell.References);
                _last = document.ProjectId;
            }

            _known = cells;
            var (solution, id) = With(_solution, _last, code, []);
            return solution.GetDocument(id)!;
        }
    }

    private (Solution Solution, DocumentId Document) With(Solution solution, ProjectId? previous, string code, ImmutableArray<MetadataReference> references)
    {
        var project = ProjectId.CreateNewId();
        var document = DocumentId.CreateNewId(project);
        var loader = TextLoader.From(TextAndVersion.Create(SourceText.From(code), VersionStamp.Default));
        var changed = solution.AddProject(ProjectInfo.Create(
            project, VersionStamp.Default, "cell", $"cell-{project.Id:N}", LanguageNames.CSharp,
            compilationOptions: options, parseOptions: s_parseOptions, isSubmission: true, hostObjectType: typeof(object),
            metadataReferences: previous is null ? [.. FrameworkReferences.ForCells, .. references] : references,
            projectReferences: previous is null ? [] : [new ProjectReference(previous)],
            documents: [DocumentInfo.Create(document, "cell", loader: loader, sourceCodeKind: SourceCodeKind.Script)]));
        return (changed, document);
    }
}

/// <summary>A cell that later ones build on: its code, and what it references beside its <c>#r</c> lines.</summary>
internal sealed record KeptCell(string Code, ImmutableArray<MetadataReference> References);
