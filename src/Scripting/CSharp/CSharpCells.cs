using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Scripting.CSharp;

/// <summary>
/// The chain of C# submissions: each cell is compiled against those before it and sees their variables, functions,
/// types and usings. A cell that does not compile leaves the chain as it was; one that throws keeps what it had set.
/// </summary>
internal sealed class CSharpCells
{
    private static readonly CSharpParseOptions s_parseOptions = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);
    private static readonly EmitOptions s_emitOptions = new(debugInformationFormat: DebugInformationFormat.PortablePdb);

    private readonly SessionLoadContext _loadContext = new();
    private readonly CSharpCompilationOptions _options;
    private readonly string _workingDirectory;
    private CSharpCompilation? _previous;

    // Slot 0 is the script's globals object (none here); each submission that declares something takes the next one.
    private object?[] _states = new object?[16];
    private int _stateCount = 1;
    private int _submissions;

    public CSharpCells(SessionOptions options)
    {
        _workingDirectory = Path.GetFullPath(options.WorkingDirectory);
        _options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
            .WithUsings(options.Imports)
            .WithOptimizationLevel(OptimizationLevel.Release)
            .WithAllowUnsafe(true)
            .WithMetadataReferenceResolver(new CellReferenceResolver(_workingDirectory, _loadContext))
            .WithSourceReferenceResolver(new SourceFileResolver([], _workingDirectory));
    }

    /// <summary>Compiles a cell; the result runs it and completes with the value of its last expression.</summary>
    /// <exception cref="CompilationErrorException">The cell does not compile.</exception>
    public CompiledCell Compile(string code, string cellName, CancellationToken cancellationToken)
    {
        var tree = CSharpSyntaxTree.ParseText(SourceText.From(code, System.Text.Encoding.UTF8), s_parseOptions, cellName, cancellationToken);
        var compilation = CSharpCompilation.CreateScriptCompilation(
            $"cell-{_submissions + 1}", tree, _previous is null ? FrameworkReferences.ForCells : null, _options, _previous, typeof(object));

        if (!compilation.SyntaxTrees.Any(t => ((CompilationUnitSyntax)t.GetRoot(cancellationToken)).Members.Count > 0))
        {
            // Usings and references only: nothing to run, and no assembly could be made of it.
            CompilationErrors.ThrowIfAny(compilation.GetDiagnostics(cancellationToken), _workingDirectory);
            _previous = compilation;
            return new CompiledCell(() => Task.FromResult<object?>(null), HasValue: false);
        }

        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        var emitted = compilation.Emit(image, symbols, options: s_emitOptions, cancellationToken: cancellationToken);
        CompilationErrors.ThrowIfAny(emitted.Diagnostics, _workingDirectory);

        image.Position = symbols.Position = 0;
        var assembly = _loadContext.LoadSubmission(image, symbols);
        var entryPoint = compilation.GetEntryPoint(cancellationToken)!;
        var factory = assembly.GetType(entryPoint.ContainingType.MetadataName)!.GetMethod(entryPoint.MetadataName, BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)!
            .CreateDelegate<Func<object?[], Task<object?>>>();
        _previous = compilation;
        _submissions++;
        return new CompiledCell(() => RunAsync(factory), HasValue(compilation, tree));
    }

    private async Task<object?> RunAsync(Func<object?[], Task<object?>> factory)
    {
        if (_stateCount == _states.Length)
        {
            Array.Resize(ref _states, _states.Length * 2);
        }

        try
        {
            return await factory(_states);
        }
        finally
        {
            // The submission's constructor put itself into its slot, unless it declares nothing.
            if (_states[_stateCount] is not null)
            {
                _stateCount++;
            }
        }
    }

    private static bool HasValue(CSharpCompilation compilation, SyntaxTree tree)
    {
        var last = ((CompilationUnitSyntax)tree.GetRoot()).Members.LastOrDefault();
        return last is GlobalStatementSyntax { Statement: ExpressionStatementSyntax { SemicolonToken.IsMissing: true } statement }
            && compilation.GetSemanticModel(tree).GetTypeInfo(statement.Expression).Type is { SpecialType: not SpecialType.System_Void };
    }
}

/// <summary>A compiled cell: how to run it, and whether it ends in an expression whose value is to be shown.</summary>
internal sealed record CompiledCell(Func<Task<object?>> Run, bool HasValue);
