using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Scripting;

namespace Notebooks;

/// <summary>What the compiler says against the program.</summary>
/// <param name="Cell">The cell it comes from, if from one.</param>
/// <param name="Line">The line of the cell, or 0.</param>
/// <param name="Message">The compiler's number and words.</param>
/// <param name="Unassigned">The variable that it cannot see assigned, if it is that.</param>
internal sealed record ProgramProblem(NotebookCell? Cell, int Line, string Message, string? Unassigned);

/// <summary>Puts the program together from its cells, and has the compiler check it.</summary>
internal sealed class ProgramAssembly
{
    private static readonly CSharpParseOptions s_parseOptions = new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.None)
        .WithFeatures([new KeyValuePair<string, string>("FileBasedProgram", "true")]);

    private readonly NotebookDocument _document;
    private readonly IReadOnlyDictionary<NotebookCell, BoundCell> _cells;
    private readonly BoundScript[] _scripts;
    private readonly StringBuilder _body = new();
    private readonly List<(int Start, NotebookCell Cell)> _places = [];
    private readonly string _text;
    private readonly int _bodyStart;

    public ProgramAssembly(NotebookDocument document, string output, IReadOnlyDictionary<NotebookCell, BoundCell> cells, IReadOnlySet<string> asMembers)
    {
        (_document, _cells) = (document, cells);
        var guarded = cells.Where(pair => pair.Key.Tags.Contains(CellTags.RaisesException)).SelectMany(pair => pair.Value.Scripts).ToHashSet();
        _scripts = [.. document.Cells.Where(IsRun).SelectMany(cell => cells[cell].Scripts)];
        var names = new ProgramNames(_scripts);
        var members = new ProgramMembers(_scripts, names, guarded.Contains, asMembers);
        var rewriter = new ProgramRewriter(names, members, new AmbiguousNames(_scripts, SessionOptions.DefaultImports));
        var moved = new Moved();
        foreach (var cell in document.Cells)
        {
            AddCell(cell, rewriter, moved);
        }

        var showsValues = _scripts.Any(script => script.Value is not null || script.UsesHtmlTags || Returns(script) || UsesSession(script));
        var references = document.Cells.Where(IsRun).SelectMany(cell => cells[cell].References).ToArray();
        var head = ProgramHead.Of(references, output, showsValues, _scripts.Any(script => script.Root.DescendantTokens().Any(token => token.IsKind(SyntaxKind.UnsafeKeyword))));
        var before = $"// {Path.GetFileName(document.Path)} as a program. Run it: dotnet run -c Release {Path.GetFileName(output)}\n{head.Text}\n{Usings(moved, showsValues, members.Any)}\n"
            + $"// Paths in the cells start at the notebook's folder.\n{Folder(document.Path, output)}\n";
        _bodyStart = before.Length;
        _text = $"{before}{_body}{moved.ToText()}{(showsValues ? "\n" + Resource() : "")}";
        Files = head.References is { } file ? [ExportedFile.OfText(Path.GetFileName(output), _text), file] : [ExportedFile.OfText(Path.GetFileName(output), _text)];
    }

    public IReadOnlyList<ExportedFile> Files { get; }

    /// <summary>The first error, or null.</summary>
    public ProgramProblem? Compile()
    {
        var tree = CSharpSyntaxTree.ParseText(_text, s_parseOptions);
        var options = new CSharpCompilationOptions(OutputKind.ConsoleApplication, allowUnsafe: true, metadataReferenceResolver: _scripts.LastOrDefault()?.Compilation.Options.MetadataReferenceResolver);
        var error = CSharpCompilation.Create("program", [tree], References(), options).GetDiagnostics().FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        if (error is null)
        {
            return null;
        }

        var start = error.Location.SourceSpan.Start;
        var cell = error.Location.IsInSource ? _places.LastOrDefault(place => place.Start + _bodyStart <= start).Cell : null;
        var written = error.Location.IsInSource ? tree.GetText().Lines.GetLineFromPosition(start).ToString().Trim() : "";
        var line = cell is null ? -1 : Array.FindIndex(cell.Source.Split('\n'), own => own.Trim() == written);
        var unassigned = error.Id is "CS0165" or "CS0841" ? tree.GetText().ToString(error.Location.SourceSpan) : null;
        return new ProgramProblem(cell, line + 1, $"{error.Id}: {error.GetMessage(CultureInfo.InvariantCulture)}{(line < 0 && written.Length > 0 ? $" ({written})" : "")}", unassigned);
    }

    private bool IsRun(NotebookCell cell) => _cells.TryGetValue(cell, out var bound) && !ProgramRefusals.IsText(_document, cell, bound) && bound.Errors.Count == 0;

    private void AddCell(NotebookCell cell, ProgramRewriter rewriter, Moved moved)
    {
        if (cell.Kind == "raw" || cell.Source.Trim().Length == 0)
        {
            return;
        }

        if (!IsRun(cell))
        {
            var note = cell.IsCode && CellLanguage.Of(_document, cell) == CellLanguage.CSharp && !cell.Source.TrimStart().StartsWith("#!", StringComparison.Ordinal) ? $"// Not run: cell {cell.Number} ({cell.Id})\n" : "";
            _body.Append('\n').Append(note).Append(Comment(cell.Source));
            return;
        }

        _places.Add((_body.Length, cell));
        _body.Append(CultureInfo.InvariantCulture, $"\n// Cell {cell.Number} ({cell.Id})\n");
        var isGuarded = cell.Tags.Contains(CellTags.RaisesException);
        _body.Append(isGuarded ? "try\n{\n" : "");
        foreach (var script in _cells[cell].Scripts)
        {
            try
            {
                var text = rewriter.Rewrite(script);
                _body.Append(text.Statements.Length > 0 ? text.Statements + "\n" : "");
                moved.Add(text, script);
            }
            catch (NotAProgramException problem)
            {
                throw new ExportException(_document, cell, problem.Line, problem.Message);
            }
        }

        _body.Append(isGuarded ? "}\ncatch (System.Exception expected)\n{\n    System.Console.WriteLine($\"{expected.GetType().Name}: {expected.Message}\");\n}\n" : "");
    }

    private static string Comment(string text) => string.Concat(text.TrimEnd().ReplaceLineEndings("\n").Split('\n').Select(line => $"// {line}".TrimEnd() + "\n"));

    private static string Folder(string notebook, string output)
    {
        var folder = ProgramHead.Relative(Path.GetDirectoryName(output)!, Path.GetDirectoryName(Path.GetFullPath(notebook))!);
        return $"System.IO.Directory.SetCurrentDirectory(System.IO.Path.Combine(System.AppContext.GetData(\"EntryPointFileDirectoryPath\") as string ?? \".\", {SymbolDisplay.FormatLiteral(folder, quote: true)}));";
    }

    private string Usings(Moved moved, bool showsValues, bool hasMembers)
    {
        var usings = SessionOptions.DefaultImports.Where(import => import.StartsWith("System", StringComparison.Ordinal)).Select(import => $"using {import};")
            .Concat(moved.Usings)
            .Concat(showsValues ? ["using Microsoft.DotNet.Interactive;", "using Microsoft.DotNet.Interactive.Formatting;", "using static Microsoft.DotNet.Interactive.Kernel;"] : [])
            .Concat(_scripts.Any(script => script.UsesHtmlTags) ? ["using static Microsoft.DotNet.Interactive.Formatting.PocketViewTags;"] : [])
            .Concat(hasMembers ? ["using static Program;"] : []);
        return string.Concat(usings.Distinct(StringComparer.Ordinal).Select(one => one + "\n"));
    }

    private static bool Returns(BoundScript script) => script.Root.Members.LastOrDefault() is GlobalStatementSyntax { Statement: ReturnStatementSyntax { Expression: not null } };

    private static bool UsesSession(BoundScript script) => script.Root.DescendantNodes().OfType<SimpleNameSyntax>()
        .Any(name => ProgramNames.Meaning(script.Model, name) is { ContainingAssembly.Name: nameof(Scripting) or "Microsoft.DotNet.Interactive.Formatting" } symbol && symbol is not INamespaceSymbol);

    private IEnumerable<MetadataReference> References()
    {
        var last = _scripts.LastOrDefault()?.Compilation;
        var all = new List<MetadataReference>();
        for (var compilation = last; compilation is not null; compilation = compilation.ScriptCompilationInfo?.PreviousScriptCompilation)
        {
            all.AddRange(compilation.References.Concat(compilation.DirectiveReferences));
        }

        return all.OfType<PortableExecutableReference>().Where(reference => reference.FilePath is { } path && Path.GetFileNameWithoutExtension(path) != nameof(Scripting))
            .DistinctBy(reference => Path.GetFileName(reference.FilePath), StringComparer.OrdinalIgnoreCase);
    }

    private static string Resource()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("ProgramDisplay.txt")!);
        return reader.ReadToEnd();
    }

    // What leaves its cell, in the order of the cells.
    private sealed class Moved
    {
        private readonly List<string> _types = [];
        private readonly List<string> _members = [];
        private readonly List<string> _extensions = [];

        public List<string> Usings { get; } = [];

        public void Add(ProgramText text, BoundScript script)
        {
            Usings.AddRange(text.Usings);
            _types.AddRange(text.Types);
            _members.AddRange(text.Members);
            _extensions.AddRange(text.Extensions);
            _types.AddRange(script.Library?.Members.Select(OfLibrary) ?? []);

            // As in a session, later cells need no using for a namespace that a cell declares.
            Usings.AddRange(script.Library?.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().Select(space =>
                $"using {string.Join('.', space.AncestorsAndSelf().OfType<BaseNamespaceDeclarationSyntax>().Reverse().Select(part => part.Name.ToString()))};") ?? []);
        }

        public string ToText() => string.Concat(
            _types.Count > 0 ? $"\n{string.Join("\n\n", _types)}\n" : "",
            Class("internal static class CellExtensions", _extensions),
            Class("internal partial class Program", _members));

        private static string Class(string head, List<string> members) => members.Count == 0 ? "" : $"\n{head}\n{{\n{string.Join('\n', members)}\n}}\n";

        // A namespace for the whole of a file would hold the statements as well.
        private static string OfLibrary(MemberDeclarationSyntax member) => member is FileScopedNamespaceDeclarationSyntax space
            ? $"namespace {space.Name}\n{{\n{string.Concat(space.Usings.Select(one => one.ToFullString()))}{string.Concat(space.Members.Select(own => own.ToFullString())).Trim('\n')}\n}}"
            : member.ToFullString().Trim('\r', '\n');
    }
}
