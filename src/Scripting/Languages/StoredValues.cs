using System.Collections.Immutable;

namespace Scripting.Languages;

/// <summary>Values that belong to no language: what <c>#!value</c> stores.</summary>
internal sealed class StoredValues : IValueLanguage
{
    private ImmutableSortedDictionary<string, NamedValue> _values = ImmutableSortedDictionary<string, NamedValue>.Empty;

    public string Name => "value";

    public IReadOnlyList<NamedValue> Values => [.. _values.Values];

    public Task SetAsync(NamedValue value, CancellationToken cancellationToken)
    {
        _values = _values.SetItem(value.Name, value);
        return Task.CompletedTask;
    }

    // Its text is taken by #!value, whose lines are all that can be in this language.
    public Task<CellValue> RunAsync(CellCode code, CancellationToken cancellationToken) => Task.FromResult(CellValue.None);

    public Task<CompletionList> CompleteAsync(string code, int position, CancellationToken cancellationToken) =>
        Task.FromResult(new CompletionList(position, position, []));

    public Task<Inspection?> InspectAsync(string code, int position, int detail, CancellationToken cancellationToken) =>
        Task.FromResult<Inspection?>(null);

    public CompletenessAnswer IsComplete(string code) => new(CodeCompleteness.Complete);

    public void Reset() => _values = _values.Clear();
}
