using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Scripting;

namespace Notebooks;

/// <summary>Reads a C# cell by itself, without the cells before it and without what it references; nothing of it is run.</summary>
internal static partial class CellSyntax
{
    private static readonly CSharpParseOptions s_options = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);
    private static readonly string[] s_unknown = ["CS0103", "CS0246"];
    private static readonly Lazy<ImmutableArray<MetadataReference>> s_framework = new(Framework);

    /// <summary>The cell's syntax; magic lines are blank, so that lines are the cell's.</summary>
    public static CompilationUnitSyntax Parse(string code) => Tree(code).GetCompilationUnitRoot();

    /// <summary>The cell compiled against the framework alone: what it declares has types, and what it needs of others is unknown.</summary>
    public static CSharpCompilation Compile(string code)
    {
        var usings = SessionOptions.DefaultImports.Where(import => import.StartsWith("System", StringComparison.Ordinal));
        return CSharpCompilation.CreateScriptCompilation("cell", Tree(code), s_framework.Value, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, usings: usings));
    }

    /// <summary>The names that a cell uses and neither declares nor has from the framework: whether as types, and the first line of each, from 1.</summary>
    public static IReadOnlyList<(string Name, bool IsType, int Line)> UnknownNames(string code) => [.. Compile(code).GetDiagnostics()
        .Where(error => s_unknown.Contains(error.Id))
        .Select(error => (Node: error.Location.SourceTree!.GetRoot().FindNode(error.Location.SourceSpan, getInnermostNodeForTie: true), IsType: error.Id == "CS0246", Line: error.Location.GetLineSpan().StartLinePosition.Line + 1))
        .Where(use => use.Node is SimpleNameSyntax)
        .Select(use => (((SimpleNameSyntax)use.Node).Identifier.ValueText, use.IsType, use.Line))
        .DistinctBy(use => (use.ValueText, use.IsType))];

    /// <summary>Whether a cell declares a type of that name.</summary>
    public static bool DeclaresType(string code, string name) => Parse(code).Members.Any(member => member switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText == name,
        DelegateDeclarationSyntax type => type.Identifier.ValueText == name,
        _ => false,
    });

    private static SyntaxTree Tree(string code) => CSharpSyntaxTree.ParseText(SourceText.From(MagicLine().Replace(code, "")), s_options);

    private static ImmutableArray<MetadataReference> Framework()
    {
        var folder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return
        [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(path => Path.GetDirectoryName(path) == folder)
                .Select(path => MetadataReference.CreateFromFile(path)),
        ];
    }

    [GeneratedRegex(@"^[ \t]*#(!|r\b|i\b|:)[^\r\n]*", RegexOptions.Multiline)]
    private static partial Regex MagicLine();
}
