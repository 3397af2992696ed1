using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Scripting.CSharp;
using Scripting.Languages;
using Scripting.Magics;
using Scripting.Packages;

namespace Scripting;

/// <summary>Compiles the C# cells of a notebook one after the other, as a session would, and runs none of them.</summary>
public sealed class CellBinder
{
    private static readonly CSharpParseOptions s_parseOptions = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);

    private readonly SessionLoadContext _loadContext = new();
    private readonly CSharpCompilationOptions _options;
    private readonly LibraryCells _libraries;
    private readonly string _folder;
    private readonly List<string> _usings = [];
    private ImmutableArray<MetadataReference> _references = FrameworkReferences.ForCells;
    private CSharpCompilation? _previous;

    private CellBinder(SessionOptions options)
    {
        _folder = Path.GetFullPath(options.WorkingDirectory);
        _options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, usings: options.Imports, allowUnsafe: true)
            .WithMetadataReferenceResolver(new CellReferenceResolver(_folder, _loadContext))
            .WithSourceReferenceResolver(new SourceFileResolver([], _folder));
        _libraries = new LibraryCells(_loadContext, _options, _folder);
    }

    /// <summary>Binds the cells. Packages and projects that they reference are restored and built first.</summary>
    /// <param name="cells">The cells in the order in which they run: name and code.</param>
    /// <param name="options">The folder that paths start from, and the imports.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CellReferenceException">A line is malformed, or what it names cannot be had.</exception>
    public static async Task<IReadOnlyList<BoundCell>> BindAsync(IReadOnlyList<(string Name, string Code)> cells, SessionOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(cells);
        ArgumentNullException.ThrowIfNull(options);
        var binder = new CellBinder(options);
        var parts = cells.Select(cell => CellSplitter.Split(cell.Code, LanguageSet.CSharp)).ToArray();
        var lines = cells.Zip(parts, (cell, own) => binder.ReferencesOf(cell.Name, own)).ToArray();
        await binder.RestoreAsync(lines.SelectMany(own => own), options, cancellationToken).ConfigureAwait(false);
        return [.. cells.Select((cell, i) => binder.Bind(cell.Name, parts[i], lines[i], cancellationToken))];
    }

    private IReadOnlyList<CellReference> ReferencesOf(string cell, IReadOnlyList<CellPart> parts)
    {
        var references = new List<CellReference>();
        foreach (var part in parts.OfType<MagicPart>().Where(PackageLine.Is))
        {
            try
            {
                references.AddRange(PackageLine.Parse(part) switch
                {
                    RequestedPackage package => [new CellReference(part.Line, CellReferenceKind.Package, package.Id, package.Version)],
                    FeedLine feed => [new CellReference(part.Line, CellReferenceKind.Feed, feed.Source)],
                    ProjectLine project => [new CellReference(part.Line, CellReferenceKind.Project, ProjectFile(project.Path, part))],
                    _ => [],
                });
            }
            catch (MagicException error)
            {
                throw new CellReferenceException(cell, error.Message);
            }
        }

        return references;
    }

    private string ProjectFile(string path, MagicPart part)
    {
        var full = Path.GetFullPath(path, _folder);
        return Directory.Exists(full) && Directory.GetFiles(full, "*.*proj") is [var only] ? only
            : File.Exists(full) ? full
            : throw new MagicException($"line {part.Line}: there is no project {path}; paths start at the notebook's folder.");
    }

    private async Task RestoreAsync(IEnumerable<CellReference> lines, SessionOptions options, CancellationToken cancellationToken)
    {
        var request = lines.Aggregate(RestoreRequest.Empty(options), (asked, line) => line.Kind switch
        {
            CellReferenceKind.Package => asked with { Packages = asked.Packages.SetItem(line.Target, line.Version ?? "*") },
            CellReferenceKind.Feed => asked with { Feeds = asked.Feeds.Add(line.Target) },
            _ => asked with { Projects = asked.Projects.Add(line.Target) },
        });
        if (request.Packages.Count + request.Projects.Count == 0)
        {
            return;
        }

        try
        {
            var restored = await SdkRestore.RunAsync(request, ImmutableDictionary<string, int>.Empty, cancellationToken).ConfigureAwait(false);
            restored = restored.Without(KernelPackages.IsOne);
            _references = [.. _references, .. restored.Compile.Where(file => !file.EndsWith("_._", StringComparison.Ordinal)).Concat(restored.Projects).Select(FrameworkReferences.ReferenceFor)];
        }
        catch (MagicException error)
        {
            throw new CellReferenceException(null, error.Message);
        }
    }

    private BoundCell Bind(string name, IReadOnlyList<CellPart> parts, IReadOnlyList<CellReference> packages, CancellationToken cancellationToken)
    {
        var (scripts, errors, files) = (new List<BoundScript>(), new List<CellError>(), new List<CellReference>());
        foreach (var part in parts.OfType<CodePart>().Where(part => part.Language == LanguageSet.CSharp))
        {
            var before = (_previous, _usings.Count);
            var (found, wrong) = BindCode(name, part.Text, cancellationToken);
            if (wrong.Count > 0)
            {
                // As in a session, a cell that does not compile leaves nothing.
                _previous = before._previous;
                _usings.RemoveRange(before.Count, _usings.Count - before.Count);
            }

            scripts.AddRange(found);
            errors.AddRange(wrong);
            files.AddRange(found.SelectMany(script => FilesOf(script)));
        }

        var magics = parts.OfType<MagicPart>().Where(part => !PackageLine.Is(part)).Select(part => new CellMagic(part.Line, part.Name));
        return new BoundCell(name, [.. packages, .. files], [.. magics], scripts, errors);
    }

    private (IReadOnlyList<BoundScript> Scripts, IReadOnlyList<CellError> Errors) BindCode(string name, string code, CancellationToken cancellationToken)
    {
        var tree = Parse(code, name);
        IReadOnlyList<string> disposed = [];
        if (tree.GetDiagnostics(cancellationToken).Any() && TopLevelUsings.Rewrite(code) is { Names.Count: > 0 } rewritten)
        {
            (code, disposed) = rewritten;
            tree = Parse(code, name);
        }

        CompilationUnitSyntax? library = null;
        ImmutableArray<MetadataReference> added = [];
        if (LibraryPart.Candidates(tree.GetCompilationUnitRoot(cancellationToken), code) is { Count: > 0 } candidates)
        {
            try
            {
                (var chosen, added) = Library(candidates, tree, name, cancellationToken);
                tree = Parse(chosen.Script, name);
                library = Parse(chosen.Library, name).GetCompilationUnitRoot(cancellationToken);
            }
            catch (CompilationErrorException error)
            {
                return ([], [new CellError(1, error.Message)]);
            }
        }

        var compilation = Create(tree, added, _options);
        var usesTags = HtmlTags.AreMissing(compilation.GetDiagnostics(cancellationToken), tree);
        if (usesTags)
        {
            compilation = Create(tree, added, _options.WithUsings(_options.Usings.Add(HtmlTags.Import)));
        }

        // Scripts that the cell loads come first.
        BoundScript[] scripts = [.. compilation.SyntaxTrees.Select(own => new BoundScript(
            own.FilePath, own.GetCompilationUnitRoot(cancellationToken), compilation.GetSemanticModel(own), own == tree ? disposed : [], own == tree ? library : null, usesTags && own == tree))];
        CellError[] errors = [.. compilation.GetDiagnostics(cancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error).Select(ErrorOf)];
        _previous = compilation;
        _usings.AddRange(scripts.SelectMany(script => script.Root.Usings).Select(one => one.ToString()));
        return (scripts, errors);
    }

    private (LibraryPart Part, ImmutableArray<MetadataReference> References) Library(IReadOnlyList<LibraryPart> candidates, SyntaxTree tree, string name, CancellationToken cancellationToken)
    {
        var references = tree.GetCompilationUnitRoot(cancellationToken).GetReferenceDirectives()
            .SelectMany(d => _options.MetadataReferenceResolver!.ResolveReference(d.File.ValueText, name, MetadataReferenceProperties.Assembly));
        CompilationErrorException? first = null;
        foreach (var part in candidates)
        {
            try
            {
                var (reference, imports) = _libraries.Compile(part, name, _usings, references.Concat(_references), cancellationToken);
                _previous = Create(Parse(imports, "imports"), [reference], _options);
                return (part, [reference]);
            }
            catch (CompilationErrorException error)
            {
                first ??= error;
            }
        }

        throw first!;
    }

    private CSharpCompilation Create(SyntaxTree tree, ImmutableArray<MetadataReference> added, CSharpCompilationOptions options) =>
        CSharpCompilation.CreateScriptCompilation(_loadContext.NewName("cell"), tree, _previous is null ? [.. _references, .. added] : added, options, _previous, typeof(object));

    private IEnumerable<CellReference> FilesOf(BoundScript script)
    {
        foreach (var directive in script.Root.GetReferenceDirectives())
        {
            var line = directive.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
            if (CellReferenceResolver.FullPath(directive.File.ValueText, script.Path, _folder) is { } path)
            {
                yield return new CellReference(line, CellReferenceKind.Assembly, path);
            }
        }
    }

    private static SyntaxTree Parse(string code, string name) => CSharpSyntaxTree.ParseText(SourceText.From(code, System.Text.Encoding.UTF8), s_parseOptions, name);

    private static CellError ErrorOf(Diagnostic error) =>
        new(error.Location.GetMappedLineSpan().StartLinePosition.Line + 1, $"{error.Id}: {error.GetMessage(CultureInfo.InvariantCulture)}");
}
