using System.Text.Json.Nodes;
using Scripting.Execution;

namespace Scripting.Languages;

/// <summary>A language that is shown rather than run: the front end renders the text by its MIME type.</summary>
/// <param name="name">Its name.</param>
/// <param name="mimeTypes">The MIME types of the text, the first one being what it is.</param>
internal sealed class MarkupLanguage(string name, params string[] mimeTypes) : ICellLanguage
{
    public string Name => name;

    public Task<CellValue> RunAsync(CellCode code, CancellationToken cancellationToken)
    {
        var text = code.Text.Trim();
        var data = new JsonObject();
        foreach (var mimeType in mimeTypes)
        {
            data[mimeType] = mimeType == "text/markdown" && mimeTypes[0] != mimeType ? $"```{name}\n{text}\n```" : text;
        }

        data["text/plain"] = text;
        RunningCell.Current!.Outputs.Display(data, []);
        return Task.FromResult(CellValue.None);
    }

    public Task<CompletionList> CompleteAsync(string code, int position, CancellationToken cancellationToken) =>
        Task.FromResult(new CompletionList(position, position, []));

    public Task<Inspection?> InspectAsync(string code, int position, int detail, CancellationToken cancellationToken) =>
        Task.FromResult<Inspection?>(null);

    public CompletenessAnswer IsComplete(string code) => new(CodeCompleteness.Complete);

    public void Reset()
    {
        // It keeps nothing.
    }
}
