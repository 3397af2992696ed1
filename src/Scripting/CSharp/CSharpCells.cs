using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;
using Scripting.CSharp.Insight;
using Scripting.Languages;

namespace Scripting.CSharp;

/// <summary>
/// The chain of C# submissions: each cell is compiled against those before it and sees their variables, functions,
/// types and usings. A cell that does not compile leaves the chain as it was; one that throws keeps what it had set.
/// </summary>
internal sealed class CSharpCells
{
    private static readonly CSharpParseOptions s_parseOptions = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);
    private static readonly EmitOptions s_emitOptions = new(debugInformationFormat: DebugInformationFormat.PortablePdb);

    private readonly SessionLoadContext _loadContext;
    private readonly CSharpCompilationOptions _options;
    private readonly string _workingDirectory;
    private readonly CellWorkspace _workspace;
    private CSharpCompilation? _previous;
    private volatile ImmutableList<KeptCell> _cells = [];
    private readonly LibraryCells _libraries;

    // Slot 0 is the script's globals object (none here); each submission that declares something takes the next one.
    private object?[] _states = new object?[16];
    private int _stateCount = 1;

    public CSharpCells(SessionOptions options, SessionLoadContext loadContext)
    {
        _loadContext = loadContext;
        _workingDirectory = Path.GetFullPath(options.WorkingDirectory);
        _options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
            .WithUsings(options.Imports)
            // Optimised code shares one throw block among all range checks of a method and loses the line that failed.
            .WithOptimizationLevel(OptimizationLevel.Debug)
            .WithAllowUnsafe(true)
            .WithMetadataReferenceResolver(new CellReferenceResolver(_workingDirectory, _loadContext))
            .WithSourceReferenceResolver(new SourceFileResolver([], _workingDirectory));
        _workspace = new CellWorkspace(_options);
        _libraries = new LibraryCells(loadContext, _options, _workingDirectory);
    }

    /// <summary>A document with <paramref name="code"/> as the next cell, for questions about it; a cell may run meanwhile.</summary>
    public Document Document(string code) => _workspace.Document(code, _cells);

    /// <summary>Whether a cell could be run as it stands.</summary>
    public static CompletenessAnswer IsComplete(string code) => CSharpCompleteness.Of(code, s_parseOptions);

    /// <summary>The variables of all cells, by name; of two of the same name, the later one.</summary>
    public IReadOnlyList<NamedValue> Values => [.. _states[1.._stateCount].AsEnumerable().Reverse()
        .SelectMany(state => Variables(state!).Select(variable => new NamedValue(variable.Name, variable.FieldType, variable.GetValue(state))))
        .DistinctBy(value => value.Name)
        .OrderBy(value => value.Name, StringComparer.Ordinal)];

    /// <summary>Sets a variable of the cell run last.</summary>
    public void SetLast(string name, object? value)
    {
        var state = _states[_stateCount - 1]!;
        Variables(state).Single(field => field.Name == name).SetValue(state, value);
    }

    /// <summary>Compiles a cell; the result runs it and completes with the value of its last expression.</summary>
    /// <param name="code">The cell.</param>
    /// <param name="cellName">The name that errors give it.</param>
    /// <param name="isKept">Whether later cells see what it declares.</param>
    /// <param name="cancellationToken">Stops the compiler.</param>
    /// <exception cref="CompilationErrorException">The cell does not compile.</exception>
    public CompiledCell Compile(string code, string cellName, bool isKept, CancellationToken cancellationToken)
    {
        var before = (_previous, _cells);
        try
        {
            var tree = Parse(code, cellName, cancellationToken);
            IReadOnlyList<string> disposed = [];
            if (tree.GetDiagnostics(cancellationToken).Any() && TopLevelUsings.Rewrite(code) is { Names.Count: > 0 } rewritten)
            {
                (code, disposed) = rewritten;
                tree = Parse(code, cellName, cancellationToken);
            }

            if (LibraryPart.Candidates(tree.GetCompilationUnitRoot(cancellationToken), code) is { Count: > 0 } parts)
            {
                code = CompileLibrary(parts, tree, cellName, cancellationToken);
                tree = Parse(code, cellName, cancellationToken);
            }

            return CompileScript(code, tree, [], disposed, isKept, cancellationToken);
        }
        catch (CompilationErrorException)
        {
            (_previous, _cells) = before;
            throw;
        }
    }

    private static SyntaxTree Parse(string code, string cellName, CancellationToken cancellationToken) =>
        CSharpSyntaxTree.ParseText(SourceText.From(code, System.Text.Encoding.UTF8), s_parseOptions, cellName, cancellationToken);

    /// <summary>Lets the cells that follow use assemblies, without their naming them.</summary>
    public void Reference(IEnumerable<string> files)
    {
        ImmutableArray<MetadataReference> references = [.. files.Select(FrameworkReferences.ReferenceFor)];
        _ = CompileScript("", Parse("", "references", CancellationToken.None), references, [], isKept: true, CancellationToken.None);
    }

    /// <summary>Lets the cells that follow use assemblies that stand in memory alone.</summary>
    public void Reference(IEnumerable<Assembly> assemblies)
    {
        var added = assemblies.Where(_loadContext.Share).Select(MemoryReference.To).ToImmutableArray();
        if (!added.IsEmpty)
        {
            _ = CompileScript("", Parse("", "references", CancellationToken.None), added, [], isKept: true, CancellationToken.None);
        }
    }

    /// <summary>Compiles what needs a library, imports its namespaces, and returns what is left of the cell.</summary>
    private string CompileLibrary(IReadOnlyList<LibraryPart> parts, SyntaxTree tree, string cellName, CancellationToken cancellationToken)
    {
        var root = tree.GetCompilationUnitRoot(cancellationToken);
        var references = root.GetReferenceDirectives()
            .SelectMany(d => _options.MetadataReferenceResolver!.ResolveReference(d.File.ValueText, cellName, MetadataReferenceProperties.Assembly));
        var usings = _cells.SelectMany(cell => CSharpSyntaxTree.ParseText(cell.Code, s_parseOptions).GetCompilationUnitRoot(cancellationToken).Usings).Select(u => u.ToString());
        CompilationErrorException? firstError = null;
        foreach (var part in parts)
        {
            try
            {
                var (reference, imports) = _libraries.Compile(part, cellName, usings, references, cancellationToken);
                _ = CompileScript(imports, Parse(imports, "imports", cancellationToken), [reference], [], isKept: true, cancellationToken);
                return part.Script;
            }
            catch (CompilationErrorException error)
            {
                firstError ??= error;
            }
        }

        throw firstError!;
    }

    private CompiledCell CompileScript(
        string code, SyntaxTree tree, ImmutableArray<MetadataReference> references, IReadOnlyList<string> disposed, bool isKept, CancellationToken cancellationToken,
        CSharpCompilationOptions? options = null)
    {
        var compilation = CSharpCompilation.CreateScriptCompilation(
            _loadContext.NewName("cell"), tree, _previous is null ? [.. FrameworkReferences.ForCells, .. references] : references, options ?? _options, _previous, typeof(object));

        if (!compilation.SyntaxTrees.Any(t => ((CompilationUnitSyntax)t.GetRoot(cancellationToken)).Members.Count > 0))
        {
            // Usings and references only: nothing to run, and no assembly could be made of it.
            CompilationErrors.ThrowIfAny(compilation.GetDiagnostics(cancellationToken), _workingDirectory);
            Keep(compilation, code, references, isKept);
            return new CompiledCell(() => Task.FromResult<object?>(null), HasValue: false);
        }

        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        if (LoopStops.Insert(code, tree.GetRoot(cancellationToken)) is { } stoppable)
        {
            // What does not compile is compiled again as it was written, for errors that point at the right columns.
            var asWritten = (compilation, tree);
            tree = Parse(stoppable, tree.FilePath, cancellationToken);
            compilation = compilation.ReplaceSyntaxTree(asWritten.tree, tree);
            if (!compilation.Emit(image, symbols, options: s_emitOptions, cancellationToken: cancellationToken).Success)
            {
                (compilation, tree) = asWritten;
                image.SetLength(0);
                symbols.SetLength(0);
            }
        }

        var emitted = image.Length > 0 ? null : compilation.Emit(image, symbols, options: s_emitOptions, cancellationToken: cancellationToken);
        if (emitted is not null && options is null && HtmlTags.AreMissing(emitted.Diagnostics, tree))
        {
            return CompileScript(code, tree, references, disposed, isKept, cancellationToken, _options.WithUsings(_options.Usings.Add(HtmlTags.Import)));
        }

        CompilationErrors.ThrowIfAny(emitted?.Diagnostics ?? [], _workingDirectory);

        image.Position = symbols.Position = 0;
        var assembly = _loadContext.LoadSubmission(image, symbols);
        var entryPoint = compilation.GetEntryPoint(cancellationToken)!;
        var factory = assembly.GetType(entryPoint.ContainingType.MetadataName)!.GetMethod(entryPoint.MetadataName, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)!
            .CreateDelegate<Func<object?[], Task<object?>>>();

        // A cell that declares nothing is not linked in: the chain stays as short as what it holds.
        isKept = isKept && DeclaresAnything(compilation, tree, references);
        Keep(compilation, code, references, isKept);
        return new CompiledCell(() => RunAsync(factory, disposed, isKept), HasValue(compilation, tree));
    }

    private static bool DeclaresAnything(CSharpCompilation compilation, SyntaxTree tree, ImmutableArray<MetadataReference> references)
    {
        var root = tree.GetCompilationUnitRoot();
        return !references.IsEmpty || root.Usings.Count > 0 || root.GetReferenceDirectives().Count > 0 || root.GetLoadDirectives().Count > 0
            || compilation.ScriptClass!.GetMembers().Any(member => !member.IsImplicitlyDeclared && member.CanBeReferencedByName);
    }

    private void Keep(CSharpCompilation compilation, string code, ImmutableArray<MetadataReference> references, bool isKept)
    {
        if (isKept)
        {
            _previous = compilation;
            _cells = _cells.Add(new KeptCell(code, references));
        }
    }

    private async Task<object?> RunAsync(Func<object?[], Task<object?>> factory, IReadOnlyList<string> disposed, bool isKept)
    {
        // A cell that could not be stopped has filled its slot without coming back.
        while (_stateCount < _states.Length && _states[_stateCount] is not null)
        {
            _stateCount++;
        }

        if (_stateCount == _states.Length)
        {
            Array.Resize(ref _states, _states.Length * 2);
        }

        var slot = _stateCount;
        object? state = null;
        try
        {
            Task<object?> running;
            try
            {
                running = factory(_states);
            }
            finally
            {
                // The submission's constructor put itself into its slot, unless it declares nothing. That is settled before
                // the first await: what is interrupted in an await does not go on.
                state = _states[slot];
                if (!isKept)
                {
                    _states[slot] = null;
                }
                else if (state is not null)
                {
                    // Code that the cell sent to the session has filled the slots behind it.
                    _stateCount = Math.Max(_stateCount, slot + 1);
                }
            }

            return await running;
        }
        finally
        {
            if (disposed.Count > 0 && state is not null)
            {
                var variables = Variables(state).ToDictionary(variable => variable.Name, variable => variable.GetValue(state));
                await TopLevelUsings.DisposeAsync(disposed.Select(name => (name, variables[name])));
            }
        }
    }

    private static IEnumerable<FieldInfo> Variables(object state) =>
        state.GetType().GetFields(BindingFlags.Public | BindingFlags.Instance).Where(field => !field.Name.StartsWith('<'));

    private static bool HasValue(CSharpCompilation compilation, SyntaxTree tree)
    {
        var members = ((CompilationUnitSyntax)tree.GetRoot()).Members;
        return (members.LastOrDefault() is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } statement }
                && compilation.GetSemanticModel(tree).GetTypeInfo(statement.Expression).Type is { SpecialType: not SpecialType.System_Void })
            || members.OfType<GlobalStatementSyntax>().Any(member => member.Statement is ReturnStatementSyntax { Expression: not null });
    }
}

/// <summary>A compiled cell: how to run it, and whether it ends in an expression whose value is to be shown.</summary>
internal sealed record CompiledCell(Func<Task<object?>> Run, bool HasValue);
