using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.DotNet.Interactive.Formatting;
using Scripting.Execution;

namespace Scripting.Languages;

/// <summary>JavaScript, run by the front end. Values shared with it are written before each later cell's code, as JSON.</summary>
internal sealed partial class JavaScriptLanguage : IValueLanguage
{
    private ImmutableSortedDictionary<string, (NamedValue Value, string Json)> _shared = ImmutableSortedDictionary<string, (NamedValue, string)>.Empty;

    public string Name => "javascript";

    public IReadOnlyList<NamedValue> Values => [.. _shared.Values.Select(s => s.Value)];

    public Task<CellValue> RunAsync(CellCode code, CancellationToken cancellationToken)
    {
        var script = string.Concat(_shared.Select(s => $"const {s.Key} = {s.Value.Json};\n")) + code.Text.Trim();
        RunningCell.Current!.Outputs.Display(new JsonObject { ["application/javascript"] = script, ["text/plain"] = code.Text.Trim() }, []);
        return Task.FromResult(CellValue.None);
    }

    public Task SetAsync(NamedValue value, CancellationToken cancellationToken)
    {
        if (!Identifier().IsMatch(value.Name))
        {
            throw new MagicException($"'{value.Name}' is no name in JavaScript; give it another one with --as.");
        }

        if (value.Value is Microsoft.DotNet.Interactive.PasswordString)
        {
            throw new MagicException($"'{value.Name}' is a secret, and JavaScript would write it into the page.");
        }

        try
        {
            _shared = _shared.SetItem(value.Name, (value, JsonSerializer.Serialize(value.Value, value.Type, JsonFormatter.SerializerOptions)));
        }
        catch (Exception error) when (error is NotSupportedException or JsonException)
        {
            throw new MagicException($"'{value.Name}' of type {value.Type} has no JSON form that JavaScript could be given: {error.Message}");
        }

        return Task.CompletedTask;
    }

    public Task<CompletionList> CompleteAsync(string code, int position, CancellationToken cancellationToken) =>
        Task.FromResult(new CompletionList(position, position, []));

    public Task<Inspection?> InspectAsync(string code, int position, int detail, CancellationToken cancellationToken) =>
        Task.FromResult<Inspection?>(null);

    public CompletenessAnswer IsComplete(string code) => new(CodeCompleteness.Complete);

    public void Reset() => _shared = _shared.Clear();

    [GeneratedRegex(@"^[\p{L}_$][\p{L}\p{N}_$]*$")]
    private static partial Regex Identifier();
}
