using System.Text.Json;
using System.Text.Json.Nodes;

namespace Notebooks;

/// <summary>The language of a cell: its own metadata first, then the notebook's, then C#.</summary>
public static class CellLanguage
{
    /// <summary>The name sessions know C# by.</summary>
    public const string CSharp = "csharp";

    /// <summary>The name sessions know F# by.</summary>
    public const string FSharp = "fsharp";

    /// <summary>The language of <paramref name="cell"/>: <c>csharp</c>, <c>fsharp</c>, or the name it gives, in lower case.</summary>
    public static string Of(NotebookDocument document, NotebookCell cell) => Canonical(
        Text(cell.Metadata, "polyglot_notebook", "kernelName")
        ?? Text(cell.Metadata, "dotnet_interactive", "language")
        ?? Text(cell.Metadata, "vscode", "languageId")
        ?? Text(document.Metadata, "polyglot_notebook", "kernelInfo", "defaultKernelName")
        ?? Text(document.Metadata, "kernelspec", "language")
        ?? Text(document.Metadata, "kernelspec", "name")
        ?? Text(document.Metadata, "language_info", "name")
        ?? CSharp);

    private static string Canonical(string name) => name.ToLowerInvariant() switch
    {
        "c#" or "csharp" or ".net-csharp" or "polyglot-notebook" => CSharp,
        "f#" or "fsharp" or ".net-fsharp" => FSharp,
        var other => other,
    };

    private static string? Text(JsonObject owner, params ReadOnlySpan<string> path)
    {
        JsonNode? node = owner;
        foreach (var name in path)
        {
            node = (node as JsonObject)?[name];
        }

        return node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;
    }
}
