using Scripting.CSharp.Insight;
using Scripting.Execution;
using Scripting.FSharp;
using Scripting.Languages;

namespace Scripting.CSharp;

/// <summary>C# cells, in Roslyn's script dialect.</summary>
internal sealed class CSharpLanguage(SessionOptions options, SessionLoadContext loadContext) : IValueLanguage, IReferencingLanguage, IDiagnosingLanguage
{
    private volatile CSharpCells _cells = new(options, loadContext);

    public string Name => LanguageSet.CSharp;

    public IReadOnlyList<NamedValue> Values => _cells.Values;

    public async Task<CellValue> RunAsync(CellCode code, CancellationToken cancellationToken)
    {
        var cell = _cells.Compile(code.Text, code.CellName, code.IsKept, cancellationToken);
        var value = await new InterruptibleRun().RunAsync(cell.Run, cancellationToken).ConfigureAwait(false);
        return new CellValue(cell.HasValue, value);
    }

    public async Task SetAsync(NamedValue value, CancellationToken cancellationToken)
    {
        if (!Microsoft.CodeAnalysis.CSharp.SyntaxFacts.IsValidIdentifier(value.Name))
        {
            throw new MagicException($"'{value.Name}' is no name in C#; give it another one with --as.");
        }

        var typeName = CSharpTypeName.Of(value.Type);
        _cells.Reference(FSharpTypes(value.Type).Select(type => type.Assembly).Distinct());
        var declaration = new CellCode($"{typeName} @{value.Name};", "shared value");
        await RunAsync(declaration, cancellationToken).ConfigureAwait(false);
        _cells.SetLast(value.Name, value.Value);
    }

    // F# cells are assemblies in memory, which C# cells do not see by themselves.
    private static IEnumerable<Type> FSharpTypes(Type type) => type.IsArray
        ? FSharpTypes(type.GetElementType()!)
        : type.GetGenericArguments().SelectMany(FSharpTypes).Concat(FSharpAssemblies.IsOfCell(type.Assembly) ? [type] : []);

    public void Reference(IReadOnlyList<string> files) => _cells.Reference(files);

    public Task<CompletionList> CompleteAsync(string code, int position, CancellationToken cancellationToken) =>
        CSharpCompletion.CompleteAsync(_cells.Document(code), position, cancellationToken);

    public Task<Inspection?> InspectAsync(string code, int position, int detail, CancellationToken cancellationToken) =>
        CSharpInspection.InspectAsync(_cells.Document(code), position, detail, cancellationToken);

    public Task<IReadOnlyList<CodeProblem>> DiagnoseAsync(string code, bool isWhole, CancellationToken cancellationToken) =>
        CSharpDiagnosis.OfAsync(_cells, code, isWhole, cancellationToken);

    public CompletenessAnswer IsComplete(string code) => CSharpCells.IsComplete(code);

    public void Reset() => _cells = new CSharpCells(options, loadContext);
}
