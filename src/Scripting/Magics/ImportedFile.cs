using System.Text.Json;
using System.Text.RegularExpressions;
using Scripting.Languages;

namespace Scripting.Magics;

/// <summary>The code of a file that a cell imports: the code cells of a notebook, or a script as one cell.</summary>
internal static partial class ImportedFile
{
    private static readonly (string Space, string Name)[] s_languageOfCell = [("polyglot_notebook", "kernelName"), ("dotnet_interactive", "language")];

    /// <summary>Reads the file's cells, each with its language.</summary>
    /// <exception cref="MagicException">The kind of file is not known, or it is malformed.</exception>
    public static async Task<IReadOnlyList<(string Code, string Language)>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var text = await File.ReadAllTextAsync(path, cancellationToken);
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".ipynb" => Notebook(path, text),
            ".dib" => [(Metadata().Replace(text, ""), LanguageSet.CSharp)],
            ".csx" or ".cs" => [(text, LanguageSet.CSharp)],
            ".fsx" or ".fs" => [(text, LanguageSet.FSharp)],
            ".html" or ".htm" => [(text, "html")],
            ".js" => [(text, "javascript")],
            ".md" => [(text, "markdown")],
            var other => throw new MagicException($"#!import cannot run a file of kind '{other}'; it can run .ipynb, .dib, .csx, .cs, .fsx, .fs, .html, .js and .md."),
        };
    }

    private static (string Code, string Language)[] Notebook(string path, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var language = LanguageOf(document.RootElement);
            return [.. document.RootElement.GetProperty("cells").EnumerateArray()
                .Where(cell => cell.GetProperty("cell_type").GetString() == "code")
                .Select(cell => (Source(cell.GetProperty("source")), LanguageOfCell(cell) ?? language))];
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new MagicException($"#!import: {Path.GetFileName(path)} is no notebook that could be read: {error.Message}");
        }
    }

    private static string LanguageOf(JsonElement notebook) =>
        notebook.TryGetProperty("metadata", out var metadata) && metadata.TryGetProperty("kernelspec", out var kernel)
            && kernel.TryGetProperty("language", out var language) && language.GetString() == "F#"
            ? LanguageSet.FSharp
            : LanguageSet.CSharp;

    // Polyglot notebooks say it beside the code, not in it.
    private static string? LanguageOfCell(JsonElement cell)
    {
        foreach (var (space, name) in s_languageOfCell)
        {
            if (cell.TryGetProperty("metadata", out var metadata) && metadata.TryGetProperty(space, out var settings) && settings.ValueKind == JsonValueKind.Object
                && settings.TryGetProperty(name, out var language) && language.ValueKind == JsonValueKind.String)
            {
                return language.GetString();
            }
        }

        return null;
    }

    private static string Source(JsonElement source) => source.ValueKind == JsonValueKind.Array
        ? string.Concat(source.EnumerateArray().Select(line => line.GetString()))
        : source.GetString() ?? "";

    // A .dib file opens with a block of JSON; the rest reads like one cell.
    [GeneratedRegex(@"^\s*#!meta\s*?\r?\n.*?(?=^#!)", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Metadata();
}
