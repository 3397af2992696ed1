using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;

namespace Scripting.CSharp.Insight;

/// <summary>
/// The session's C# cells as the editor services of Roslyn see them. Each answer walks the chain of submissions, so cells share
/// one as long as none declares again what another has declared. It is built when the first question about code comes, and then
/// catches up with the cells run since; it never waits for a running cell.
/// </summary>
internal sealed class CellWorkspace(CSharpCompilationOptions options)
{
    // Past that many, what was declared again is forgotten for the sake of an answer in time.
    private const int MaxSegments = 8;

    private static readonly CSharpParseOptions s_parseOptions = new(LanguageVersion.Latest, DocumentationMode.Parse, SourceCodeKind.Script);
    private static readonly Lazy<MefHostServices> s_services = new(() => MefHostServices.Create(MefHostServices.DefaultAssemblies));

    private readonly Lock _gate = new();
    private Solution? _solution;
    private int _known;
    private ImmutableList<Segment> _segments = [];

    /// <summary>A document holding <paramref name="code"/> as the cell that follows <paramref name="cells"/>.</summary>
    public Document Document(string code, ImmutableList<KeptCell> cells)
    {
        lock (_gate)
        {
            if (_solution is null || _known > cells.Count)
            {
                _solution = new AdhocWorkspace(s_services.Value).CurrentSolution;
                (_known, _segments) = (0, []);
            }

            foreach (var cell in cells.Skip(_known))
            {
                Append(cell, CellDeclarations.Of(cell.Code, s_parseOptions));
            }

            if (_known < cells.Count)
            {
                _known = cells.Count;
                _solution = Written(_solution);
            }

            var (solution, id) = With(_solution, _segments.LastOrDefault()?.Project, code, []);
            return solution.GetDocument(id)!;
        }
    }

    private void Append(KeptCell cell, CellDeclarations declared)
    {
        if (_segments.LastOrDefault() is { } last && !declared.Names.Any(last.Names.Contains))
        {
            _segments = _segments.SetItem(_segments.Count - 1, last.And(cell, declared));
        }
        else
        {
            _segments = _segments.Add(Segment.Of(cell, declared));
        }
    }

    // Puts into the solution the segments that have changed.
    private Solution Written(Solution solution)
    {
        if (_segments.Count > MaxSegments)
        {
            solution = _segments.Select(segment => segment.Project).OfType<ProjectId>().Aggregate(solution, (s, project) => s.RemoveProject(project));
            _segments = [_segments.Aggregate((a, b) => a.And(b)) with { Project = null }];
        }

        for (var i = 0; i < _segments.Count; i++)
        {
            var segment = _segments[i];
            if (!segment.IsWritten)
            {
                solution = segment.Project is null ? solution : solution.RemoveProject(segment.Project);
                (solution, var document) = With(solution, i > 0 ? _segments[i - 1].Project : null, CellDeclarations.Merge(segment.Cells), segment.References);
                _segments = _segments.SetItem(i, segment with { Project = document.ProjectId, IsWritten = true });
            }
        }

        return solution;
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

    // Cells that no two of declare the same name.
    private sealed record Segment(ImmutableList<CellDeclarations> Cells, ImmutableHashSet<string> Names, ImmutableArray<MetadataReference> References, ProjectId? Project = null, bool IsWritten = false)
    {
        public static Segment Of(KeptCell cell, CellDeclarations declared) => new([declared], [.. declared.Names], cell.References);

        public Segment And(KeptCell cell, CellDeclarations declared) => And(Of(cell, declared));

        public Segment And(Segment other) => this with
        {
            Cells = Cells.AddRange(other.Cells),
            Names = Names.Union(other.Names),
            References = [.. References.Union(other.References)],
            IsWritten = false,
        };
    }
}

/// <summary>A cell that later ones build on: its code, and what it references beside its <c>#r</c> lines.</summary>
internal sealed record KeptCell(string Code, ImmutableArray<MetadataReference> References);
