using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Notebooks;

/// <summary>The shape that JSON must have to be a notebook, and the ids that its cells must have.</summary>
internal static partial class NotebookShape
{
    /// <summary>Checks what the rest of this library relies on.</summary>
    /// <exception cref="NotebookFormatException">The first thing that is not so.</exception>
    public static void Check(JsonObject root, string path)
    {
        CheckVersion(root, path);
        CheckCells(root, path);
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

    private static void CheckCells(JsonObject root, string path)
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
        return !isCode ? null
            : (cell["outputs"] ??= new JsonArray()) is not JsonArray outputs ? $"\"outputs\" is {Describe(cell["outputs"])}, not an array"
            : outputs.FirstOrDefault(output => output is not JsonObject) is { } other ? $"one of its outputs is {Describe(other)}, not an object"
            : outputs.Any(output => output is null) ? "one of its outputs is missing"
            : null;
    }

    /// <summary>Gives every cell without an id one; the result is the numbers of these.</summary>
    public static IReadOnlySet<int> AssignIds(JsonObject root, string path)
    {
        var without = new HashSet<int>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var cells = ((JsonArray)root["cells"]!).Select(cell => (JsonObject)cell!).ToArray();
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i]["id"] is not { } id)
            {
                without.Add(i + 1);
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

        return without;
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

    public static string Describe(JsonNode? node) => node?.GetValueKind() switch
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
