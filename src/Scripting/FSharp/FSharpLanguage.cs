using Scripting.CSharp;
using Scripting.Execution;
using Scripting.Languages;

namespace Scripting.FSharp;

/// <summary>F# cells. The compiler service is started by the first one.</summary>
internal sealed class FSharpLanguage : IValueLanguage, IReferencingLanguage
{
    private readonly Func<FSharpCells> _create;
    private Lazy<FSharpCells> _cells;

    public FSharpLanguage(SessionOptions options, SessionLoadContext loadContext)
    {
        _create = () => new FSharpCells(options, loadContext);
        _cells = new(_create);
    }

    public string Name => LanguageSet.FSharp;

    public IReadOnlyList<NamedValue> Values => _cells.IsValueCreated ? _cells.Value.Values : [];

    public async Task<CellValue> RunAsync(CellCode code, CancellationToken cancellationToken)
    {
        var cells = _cells.Value;
        return await new InterruptibleRun().RunAsync(() => Task.FromResult(cells.Run(code, cancellationToken)), cancellationToken).ConfigureAwait(false);
    }

    public async Task SetAsync(NamedValue value, CancellationToken cancellationToken)
    {
        // The code takes the value from here, so that it keeps its declared type.
        var place = $"Workbook.SharedValue.{Guid.NewGuid():N}";
        AppContext.SetData(place, value.Value);
        var declaration = $"let ``{value.Name}`` = downcast (System.AppContext.GetData \"{place}\") : {FSharpTypeName.Of(value.Type)}";
        try
        {
            _cells.Value.Reference(value.Type);
            await RunAsync(new CellCode(declaration, "shared value"), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            AppContext.SetData(place, null);
        }
    }

    public void Reference(IReadOnlyList<string> files)
    {
        // A session that starts later asks the load context for what has been referenced.
        if (_cells.IsValueCreated)
        {
            foreach (var file in files)
            {
                _cells.Value.Reference(file);
            }
        }
    }

    public Task<CompletionList> CompleteAsync(string code, int position, CancellationToken cancellationToken) =>
        Task.FromResult(FSharpInsight.Complete(_cells.Value.Check(code), code, position));

    public Task<Inspection?> InspectAsync(string code, int position, int detail, CancellationToken cancellationToken) =>
        Task.FromResult(FSharpInsight.Inspect(_cells.Value.Check(code), code, position, detail));

    public CompletenessAnswer IsComplete(string code) => FSharpCompleteness.Of(code);

    public void Reset() => _cells = new(_create);
}
