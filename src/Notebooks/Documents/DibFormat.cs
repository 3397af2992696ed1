using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Notebooks;

/// <summary>
/// The text format of .NET Interactive (<c>.dib</c>): a line <c>#!name</c> begins a cell of that kernel, other <c>#!</c> lines
/// belong to the cell they stand in, and a block <c>#!meta</c> before the first cell holds the notebook's metadata as JSON.
/// It stores neither outputs nor the metadata of cells.
/// </summary>
internal static class DibFormat
{
    public const string Extension = ".dib";

    private const string Meta = "#!meta";
    private static readonly string[] s_markdown = ["markdown", "md"];
    private static readonly JsonSerializerOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Kernels that .NET Interactive had, so that its files are cut where it cut them.</summary>
    private static readonly string[] s_kernels =
        ["csharp", "c#", "C#", "fsharp", "f#", "F#", "html", "javascript", "js", "mermaid", "pwsh", "powershell", "sql", "kql", "http", "httpRequest", "value", "raw", .. s_markdown];

    /// <summary>Whether a file of this name is read as .dib.</summary>
    public static bool IsFor(string path) => path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>The notebook that the text is, in the form of the notebook format.</summary>
    /// <exception cref="NotebookFormatException">The metadata block is not a JSON object.</exception>
    public static JsonObject Read(string text, string path)
    {
        var lines = text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n').ToList();
        var metadata = TakeMetadata(lines, path);
        var kernels = KernelsOf(metadata);
        var language = CellLanguage.Canonical((string?)metadata["kernelInfo"]?["defaultKernelName"] ?? CellLanguage.CSharp);
        var cells = new JsonArray();
        var (kernel, body) = (language, new List<string>());
        foreach (var line in lines)
        {
            if (line.StartsWith("#!", StringComparison.Ordinal) && kernels.TryGetValue(line[2..].TrimEnd(), out var next))
            {
                Add(cells, kernel, language, body);
                (kernel, body) = (next, []);
            }
            else
            {
                body.Add(line);
            }
        }

        Add(cells, kernel, language, body);
        return new JsonObject { ["cells"] = cells, ["metadata"] = NotebookMetadata(metadata, language), ["nbformat"] = 4, ["nbformat_minor"] = 5 };
    }

    /// <summary>The notebook as .dib text. Outputs are left out; empty cells too, since the format has no way to write them.</summary>
    public static string Write(NotebookDocument document)
    {
        var text = new StringBuilder();
        var metadata = new JsonObject { ["kernelInfo"] = KernelInfo(document) };
        text.Append(Meta).Append("\n\n").Append(metadata.ToJsonString(s_readable)).Append("\n\n");
        foreach (var cell in document.Cells)
        {
            var lines = Trimmed(cell.Source.ReplaceLineEndings("\n").Split('\n'));
            if (lines.Count > 0)
            {
                var kernel = cell.Kind switch { "code" => CellLanguage.Of(document, cell), var kind => kind };
                text.Append("#!").Append(kernel).Append("\n\n").AppendJoin('\n', lines).Append("\n\n");
            }
        }

        return text.ToString();
    }

    private static JsonNode KernelInfo(NotebookDocument document) =>
        document.Metadata["kernelInfo"]?.DeepClone() ?? document.Metadata["polyglot_notebook"]?["kernelInfo"]?.DeepClone()
        ?? new JsonObject { ["defaultKernelName"] = CellLanguage.Of(document), ["items"] = Items(document) };

    private static JsonArray Items(NotebookDocument document) => new(
        [.. document.Cells.Where(cell => cell.IsCode).Select(cell => CellLanguage.Of(document, cell)).Prepend(CellLanguage.Of(document)).Distinct(StringComparer.Ordinal)
            .Select(name => (JsonNode?)new JsonObject { ["aliases"] = new JsonArray(), ["name"] = name })]);

    private static JsonObject TakeMetadata(List<string> lines, string path)
    {
        var start = lines.FindIndex(line => line.Trim().Length > 0);
        if (start < 0 || lines[start].TrimEnd() != Meta)
        {
            return [];
        }

        var end = lines.FindIndex(start + 1, line => line.StartsWith("#!", StringComparison.Ordinal));
        end = end < 0 ? lines.Count : end;
        var json = string.Join('\n', lines[(start + 1)..end]);
        lines.RemoveRange(0, end);
        try
        {
            return JsonNode.Parse(json) as JsonObject ?? throw new NotebookFormatException(path, $"the block {Meta} is no JSON object");
        }
        catch (JsonException e)
        {
            throw new NotebookFormatException(path, $"the block {Meta} is not JSON: {e.Message}", e);
        }
    }

    private static Dictionary<string, string> KernelsOf(JsonObject metadata)
    {
        var kernels = s_kernels.ToDictionary(name => name, CellLanguage.Canonical, StringComparer.Ordinal);
        foreach (var item in ((metadata["kernelInfo"] as JsonObject)?["items"] as JsonArray ?? []).OfType<JsonObject>())
        {
            if (MultilineText.Join(item["name"]) is { } name)
            {
                kernels[name] = CellLanguage.Canonical(name);
                foreach (var alias in (item["aliases"] as JsonArray ?? []).Select(MultilineText.Join).OfType<string>())
                {
                    kernels[alias] = CellLanguage.Canonical(name);
                }
            }
        }

        return kernels;
    }

    private static JsonObject NotebookMetadata(JsonObject metadata, string language)
    {
        if (language is CellLanguage.CSharp or CellLanguage.FSharp)
        {
            var name = language == CellLanguage.CSharp ? "C#" : "F#";
            metadata["kernelspec"] ??= new JsonObject { ["display_name"] = $".NET ({name})", ["language"] = name, ["name"] = $".net-{language}" };
        }

        return metadata;
    }

    private static void Add(JsonArray cells, string kernel, string language, List<string> body)
    {
        var lines = Trimmed(body);
        if (lines.Count == 0)
        {
            return;
        }

        var kind = s_markdown.Contains(kernel) ? "markdown" : kernel == "raw" ? "raw" : "code";
        var cell = new JsonObject { ["cell_type"] = kind, ["metadata"] = new JsonObject(), ["source"] = string.Join('\n', lines) };
        if (kind == "code")
        {
            cell["execution_count"] = null;
            cell["outputs"] = new JsonArray();
        }

        if (kind == "code" && kernel != language)
        {
            cell["metadata"] = new JsonObject
            {
                ["dotnet_interactive"] = new JsonObject { ["language"] = kernel },
                ["polyglot_notebook"] = new JsonObject { ["kernelName"] = kernel },
            };
        }

        cells.Add((JsonNode)cell);
    }

    private static List<string> Trimmed(IEnumerable<string> lines)
    {
        var kept = lines.SkipWhile(string.IsNullOrWhiteSpace).ToList();
        var last = kept.FindLastIndex(line => !string.IsNullOrWhiteSpace(line));
        return kept[..(last + 1)];
    }
}
