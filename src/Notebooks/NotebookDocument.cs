using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Notebooks;

/// <summary>
/// A Jupyter notebook (nbformat 4). Everything in the file is kept, understood or not. Cells without an id, as before
/// nbformat 4.5, are given one made from their text, so that the same file always gets the same ids.
/// </summary>
public sealed partial class NotebookDocument
{
    private readonly JsonObject _root;

    private NotebookDocument(JsonObject root, string path)
    {
        _root = root;
        Path = path;
        Cells = ((JsonArray)root["cells"]!).Select((cell, i) => new NotebookCell((JsonObject)cell!, i + 1)).ToArray();
    }

    /// <summary>The file the notebook was read from, or the name it was given.</summary>
    public string Path { get; }

    /// <summary>The cells, in order.</summary>
    public IReadOnlyList<NotebookCell> Cells { get; }

    /// <summary>The notebook's metadata: kernel, language, and what tools keep there.</summary>
    public JsonObject Metadata => (JsonObject)_root["metadata"]!;

    /// <summary>Reads a notebook from a file.</summary>
    /// <exception cref="NotebookFormatException">The file is not JSON, not a notebook, or not nbformat 4.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static NotebookDocument Read(string path)
    {
        using var file = File.OpenRead(path);
        return Parse(file, path);
    }

    /// <summary>Reads a notebook from text. <paramref name="path"/> names it in errors.</summary>
    /// <exception cref="NotebookFormatException">The text is not JSON, not a notebook, or not nbformat 4.</exception>
    public static NotebookDocument Parse(string json, string path)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return Parse(stream, path);
    }

    /// <summary>The notebook as Jupyter would write it.</summary>
    public string ToJson()
    {
        foreach (var cell in Cells)
        {
            MultilineText.Normalise(cell.Node);
        }

        return NotebookJson.Write(_root);
    }

    /// <summary>Writes the notebook to a file, through a temporary file beside it, so that a crash leaves the old one whole.</summary>
    public void Write(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        var temporary = $"{full}.{Environment.ProcessId}.tmp";
        try
        {
            File.WriteAllText(temporary, ToJson(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>A copy that can be run or changed without touching this one.</summary>
    public NotebookDocument Copy() => new((JsonObject)_root.DeepClone(), Path);

    private static NotebookDocument Parse(Stream stream, string path)
    {
        JsonNode? node;
        try
        {
            node = JsonNode.Parse(stream, documentOptions: new JsonDocumentOptions { MaxDepth = 256, AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            throw new NotebookFormatException(path, $"not JSON: {e.Message}", e);
        }

        if (node is not JsonObject root)
        {
            throw new NotebookFormatException(path, $"JSON but not a notebook: the top level is {Describe(node)}, not an object");
        }

        CheckVersion(root, path);
        CheckShape(root, path);
        AssignIds(root, path);
        return new NotebookDocument(root, path);
    }

    private static void CheckVersion(JsonObject root, string path)
    {
        if (root["nbformat"] is not { } major)
        {
            throw new NotebookFormatException(path, "JSON but not a notebook: it has no \"nbformat\"");
        }

        if (major.GetValueKind() != JsonValueKind.Number || !major.AsValue().TryGetValue(out int number) || number != 4)
        {
            throw new NotebookFormatException(path, $"found nbformat {major.ToJsonString()}");
        }

        if (root["nbformat_minor"] is not JsonValue minor || minor.GetValueKind() != JsonValueKind.Number || !minor.TryGetValue(out int _))
        {
            throw new NotebookFormatException(path, $"\"nbformat_minor\" is {Describe(root["nbformat_minor"])}, not a whole number");
        }
    }

    private static void CheckShape(JsonObject root, string path)
    {
        if (root["cells"] is not JsonArray cells)
        {
            throw new NotebookFormatException(path, $"JSON but not a notebook: \"cells\" is {Describe(root["cells"])}, not an array");
        }

        if ((root["metadata"] ??= new JsonObject()) is not JsonObject)
        {
            throw new NotebookFormatException(path, $"\"metadata\" is {Describe(root["metadata"])}, not an object");
        }

        for (var i = 0; i < cells.Count; i++)
        {
            if (ProblemOf(cells[i]) is { } problem)
            {
                throw new NotebookFormatException(path, $"cell {i + 1}: {problem}");
            }
        }
    }

    private static string? ProblemOf(JsonNode? node)
    {
        if (node is not JsonObject cell)
        {
            return $"it is {Describe(node)}, not an object";
        }

        if (cell["cell_type"]?.GetValueKind() != JsonValueKind.String)
        {
            return $"\"cell_type\" is {Describe(cell["cell_type"])}, not code, markdown or raw";
        }

        try
        {
            if (MultilineText.Join(cell["source"]) is null)
            {
                return $"\"source\" is {Describe(cell["source"])}, not text";
            }
        }
        catch (InvalidOperationException e)
        {
            return $"\"source\" is not Unicode text: {e.Message}";
        }

        if ((cell["metadata"] ??= new JsonObject()) is not JsonObject)
        {
            return $"\"metadata\" is {Describe(cell["metadata"])}, not an object";
        }

        var isCode = cell["cell_type"]!.GetValue<string>() == "code";
        return isCode && (cell["outputs"] ??= new JsonArray()) is not JsonArray ? $"\"outputs\" is {Describe(cell["outputs"])}, not an array" : null;
    }

    private static void AssignIds(JsonObject root, string path)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var cells = ((JsonArray)root["cells"]!).Select(cell => (JsonObject)cell!).ToArray();
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i]["id"] is not { } id)
            {
                continue;
            }

            if (id.GetValueKind() != JsonValueKind.String || !ValidId().IsMatch(id.GetValue<string>()))
            {
                throw new NotebookFormatException(path, $"cell {i + 1}: the id {id.ToJsonString()} is not 1 to 64 letters, digits, '-' or '_'");
            }

            if (!seen.TryAdd(id.GetValue<string>(), i + 1))
            {
                throw new NotebookFormatException(path, $"cells {seen[id.GetValue<string>()]} and {i + 1} have the same id {id.ToJsonString()}");
            }
        }

        for (var i = 0; i < cells.Length; i++)
        {
            cells[i]["id"] ??= FreeId(cells[i], id => seen.TryAdd(id, i + 1));
        }

        if (root["nbformat_minor"]!.GetValue<int>() < 5)
        {
            root["nbformat_minor"] = 5;
        }
    }

    private static string FreeId(JsonObject cell, Func<string, bool> take)
    {
        for (var repeat = 0; ; repeat++)
        {
            var text = $"{cell["cell_type"]} {repeat} {MultilineText.Join(cell["source"])}";
            var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..8];
            if (take(id))
            {
                return id;
            }
        }
    }

    private static string Describe(JsonNode? node) => node?.GetValueKind() switch
    {
        null or JsonValueKind.Null => "missing",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "a number",
        _ => node.ToJsonString(),
    };

    [GeneratedRegex("^[a-zA-Z0-9_-]{1,64}$")]
    private static partial Regex ValidId();
}
