using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Scripting.CSharp;

/// <summary>
/// Compiles what the script dialect refuses as libraries that later cells reference. A library that declares a type again
/// is a higher version of the one that declared it before, which the compiler then prefers.
/// </summary>
internal sealed class LibraryCells(SessionLoadContext loadContext, CSharpCompilationOptions scriptOptions, string workingDirectory)
{
    private static readonly CSharpParseOptions s_parseOptions = new(LanguageVersion.Latest, DocumentationMode.Parse);
    private static readonly EmitOptions s_emitOptions = new(debugInformationFormat: DebugInformationFormat.PortablePdb);
    private static readonly string[] s_unknownName = ["CS0103", "CS0246", "CS0234"];

    private readonly Dictionary<string, (string Library, int Version)> _declared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, MetadataReference> _references = new(StringComparer.Ordinal);
    private readonly CSharpCompilationOptions _options = scriptOptions.WithUsings().WithSourceReferenceResolver(null).WithMetadataReferenceResolver(null);

    /// <summary>Compiles and loads the library part of a cell; the result is what a later cell references and imports.</summary>
    /// <param name="part">The library part.</param>
    /// <param name="cellName">The name that errors give the cell.</param>
    /// <param name="usings">The usings of earlier cells.</param>
    /// <param name="references">What the cell itself references.</param>
    /// <param name="cancellationToken">Stops the compiler.</param>
    /// <exception cref="CompilationErrorException">It does not compile.</exception>
    public (MetadataReference Reference, string Usings) Compile(
        LibraryPart part, string cellName, IEnumerable<string> usings, IEnumerable<MetadataReference> references, CancellationToken cancellationToken)
    {
        var tree = CSharpSyntaxTree.ParseText(SourceText.From(Published(part.Library, cellName), System.Text.Encoding.UTF8), s_parseOptions, cellName, cancellationToken);
        var declared = Declarations(tree.GetCompilationUnitRoot(cancellationToken)).ToArray();
        var before = declared.FirstOrDefault(_declared.ContainsKey);
        var (name, version) = before is null ? (loadContext.NewName("library"), 1) : (_declared[before].Library, _declared[before].Version + 1);

        var all = FrameworkReferences.ForCells.Concat(loadContext.References.Select(FrameworkReferences.ReferenceFor)).Concat(references)
            .Concat(_references.Where(r => r.Key != name).Select(r => r.Value)).Distinct();
        var compilation = CSharpCompilation.Create(name, [tree], all, _options);
        var header = string.Join("\n", scriptOptions.Usings.Select(u => $"global using {(compilation.GetTypeByMetadataName(u) is null ? "" : "static ")}{u};").Concat(usings.Select(u => "global " + u)).Distinct())
            + $"\n[assembly: System.Reflection.AssemblyVersion(\"{version}.0.0.0\")]";
        compilation = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(header, s_parseOptions, "imports", System.Text.Encoding.UTF8, cancellationToken));

        using var image = new MemoryStream();
        using var symbols = new MemoryStream();
        var emitted = compilation.Emit(image, symbols, options: s_emitOptions, cancellationToken: cancellationToken);
        ThrowIfAny(emitted.Diagnostics, part);
        image.Position = symbols.Position = 0;
        loadContext.LoadLibrary(image, symbols);

        var reference = MetadataReference.CreateFromImage(image.ToArray());
        _references[name] = reference;
        foreach (var type in declared)
        {
            _declared[type] = (name, version);
        }

        var namespaces = compilation.Assembly.GlobalNamespace.GetNamespaceMembers().SelectMany(WithTypes);
        return (reference, string.Concat(namespaces.Select(space => $"using {space.ToDisplayString()};\n")));
    }

    // Later cells are other assemblies: what says nothing of its accessibility is made public, as it is in a script.
    private static string Published(string code, string cellName)
    {
        var text = SourceText.From(code);
        var hidden = TypesOf(CSharpSyntaxTree.ParseText(text, s_parseOptions).GetCompilationUnitRoot())
            .Where(type => !type.Modifiers.Any(m => m.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.FileKeyword));
        return text.WithChanges(hidden.Select(type =>
        {
            var place = type.AttributeLists.Count > 0 ? type.AttributeLists[^1].GetLastToken().GetNextToken().SpanStart : type.SpanStart;
            var start = text.Lines.GetLinePosition(place);
            return new TextChange(new TextSpan(place, 0), $"public\n#line {start.Line + 1} \"{cellName}\"\n{new string(' ', start.Character)}");
        })).ToString();
    }

    private static IEnumerable<MemberDeclarationSyntax> TypesOf(CompilationUnitSyntax unit) =>
        unit.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).OfType<MemberDeclarationSyntax>()
            .Where(member => member is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    private void ThrowIfAny(IEnumerable<Diagnostic> diagnostics, LibraryPart part)
    {
        try
        {
            CompilationErrors.ThrowIfAny(diagnostics, workingDirectory);
        }
        catch (CompilationErrorException error) when (diagnostics.Any(d => s_unknownName.Contains(d.Id)))
        {
            var hint = $"The {part.Construct} is compiled as a library, which cannot see variables, functions or types of script cells. "
                + "Declare the types it needs in the same cell; a static extension method can also stand alone, outside of any class.";
            throw new CompilationErrorException(error.Message, [.. error.Lines, hint]);
        }
    }

    private static IEnumerable<string> Declarations(CompilationUnitSyntax unit) =>
        from type in TypesOf(unit)
        let spaces = type.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Reverse().Select(space => space.Name.ToString())
        select string.Join('.', spaces.Append(type is BaseTypeDeclarationSyntax named
            ? named.Identifier.Text + (type as TypeDeclarationSyntax)?.TypeParameterList
            : ((DelegateDeclarationSyntax)type).Identifier.Text));

    private static IEnumerable<INamespaceSymbol> WithTypes(INamespaceSymbol space) =>
        space.GetNamespaceMembers().SelectMany(WithTypes).Prepend(space).Where(s => s.GetTypeMembers().Any());
}

/// <summary>Holds one library of cells, so that a later version of it can be loaded beside it.</summary>
internal sealed class LibraryLoadContext(SessionLoadContext session) : AssemblyLoadContext("library of cells", isCollectible: false)
{
    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) => session.LoadFromAssemblyName(assemblyName);
}
