using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Notebooks;

/// <summary>The language of a cell: its own metadata first, then the notebook's, then C#.</summary>
public static partial class CellLanguage
{
    /// <summary>The name sessions know C# by.</summary>
    public const string CSharp = "csharp";

    /// <summary>The name sessions know F# by.</summary>
    public const string FSharp = "fsharp";

    /// <summary>The languages that a session of ours can run.</summary>
    public static IReadOnlyList<string> OfSessions { get; } = [CSharp, FSharp, "html", "javascript", "markdown", "mermaid"];

    /// <summary>The language of <paramref name="cell"/>: <c>csharp</c>, <c>fsharp</c>, or the name it gives, in lower case.</summary>
    public static string Of(NotebookDocument document, NotebookCell cell) => OwnNames(cell).FirstOrDefault() ?? Of(document);

    /// <summary>The language of a cell's code: what its first line chooses, such as <c>#!fsharp</c>, else as <see cref="Of(NotebookDocument, NotebookCell)"/> says.</summary>
    public static string OfCode(NotebookDocument document, NotebookCell cell) => Chosen(cell.Source) ?? Of(document, cell);

    /// <summary>The code of a cell without the line that chooses its language.</summary>
    public static string WithoutChooser(string code) => Chosen(code) is null ? code : Chooser().Replace(code, "");

    /// <summary>The language of the cells that name none.</summary>
    public static string Of(NotebookDocument document) => Named(
        Text(document.Metadata, "polyglot_notebook", "kernelInfo", "defaultKernelName"),
        Text(document.Metadata, "kernelInfo", "defaultKernelName"),
        Text(document.Metadata, "kernelspec", "language"),
        Text(document.Metadata, "kernelspec", "name"),
        Text(document.Metadata, "language_info", "name")).FirstOrDefault() ?? CSharp;

    /// <summary>The one name of a language that has several: <c>csharp</c> for <c>C#</c> and <c>.net-csharp</c>.</summary>
    public static string Canonical(string name) => name.ToLowerInvariant() switch
    {
        "c#" or ".net-csharp" => CSharp,
        "f#" or ".net-fsharp" => FSharp,
        "js" => "javascript",
        "md" => "markdown",
        var other => other,
    };

    /// <summary>How the cell's metadata contradict each other or its code, and what counts; null if they do not.</summary>
    public static string? Contradiction(NotebookCell cell)
    {
        var names = OwnNames(cell).Distinct(StringComparer.Ordinal).ToArray();
        if (names.Length == 0)
        {
            return null;
        }

        if (Chosen(cell.Source) is { } chosen)
        {
            return names.Contains(chosen) ? null : $"its metadata say {string.Join(" and ", names)}, but its first line chooses {chosen}, which counts";
        }

        return names.Length > 1 ? $"its metadata say {string.Join(" and ", names)}; {names[0]} counts"
            : LooksLike(cell.Source) is { } other && other != names[0] && names[0] is CSharp or FSharp ? $"its metadata say {names[0]}, which counts, but it looks like {other}"
            : null;
    }

    private static IEnumerable<string> OwnNames(NotebookCell cell) => Named(
        Text(cell.Metadata, "polyglot_notebook", "kernelName"),
        Text(cell.Metadata, "dotnet_interactive", "language"),
        Text(cell.Metadata, "vscode", "languageId"));

    // An editor that leaves the choice to the notebook writes "polyglot-notebook".
    private static IEnumerable<string> Named(params IEnumerable<string?> names) =>
        names.OfType<string>().Where(name => name is not ("" or "polyglot-notebook" or "dotnet-interactive")).Select(Canonical);

    private static string? Chosen(string code) =>
        Chooser().Match(code) is { Success: true } match && Canonical(match.Groups["name"].Value) is var name && OfSessions.Contains(name) ? name : null;

    // What only one of the two languages can mean.
    private static string? LooksLike(string code)
    {
        var (fsharp, csharp) = (FSharpLine().IsMatch(code), CSharpLine().IsMatch(code));
        return (fsharp, csharp) switch
        {
            (true, false) => FSharp,
            (false, true) => CSharp,
            _ => null,
        };
    }

    private static string? Text(JsonObject owner, params ReadOnlySpan<string> path)
    {
        JsonNode? node = owner;
        foreach (var name in path)
        {
            node = (node as JsonObject)?[name];
        }

        return node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : null;
    }

    [GeneratedRegex(@"^\s*#!(?<name>[\w#-]+)[ \t]*(\r?\n|$)")]
    private static partial Regex Chooser();

    [GeneratedRegex(@"^(let (mutable |rec |inline )*[\w']+[^;\n]*=|open [\w.]+)[^;\n]*$", RegexOptions.Multiline)]
    private static partial Regex FSharpLine();

    [GeneratedRegex(@"^(var \w+ = |using [\w.]+;|\w[\w<>\[\].]* \w+ = [^\n]*;\s*$|Console\.\w+\([^\n]*\);\s*$)", RegexOptions.Multiline)]
    private static partial Regex CSharpLine();
}
