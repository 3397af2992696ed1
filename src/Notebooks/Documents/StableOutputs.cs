using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Notebooks;

/// <summary>Makes the outputs of a run independent of when and where it ran, so that they can be stored and compared.</summary>
public static class StableOutputs
{
    /// <summary>Empties the cells tagged <see cref="CellTags.IgnoreOutput"/>.</summary>
    public static void RemoveIgnored(NotebookDocument document)
    {
        foreach (var cell in document.Cells.Where(cell => cell.IsCode && cell.Tags.Contains(CellTags.IgnoreOutput)))
        {
            cell.Node["outputs"] = new JsonArray();
        }
    }

    /// <summary>Takes the absolute path of the notebook's folder, and of the folder above it, out of all outputs.</summary>
    public static void RemovePaths(NotebookDocument document, string folder)
    {
        var here = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var above = Path.GetDirectoryName(here);
        var herePath = new Regex(Regex.Escape(here) + @"(?![\w.-])");
        var abovePath = above is null || above == Path.GetPathRoot(above) ? null : new Regex(Regex.Escape(above) + @"(?=[/\\]\w)");
        foreach (var output in document.Cells.Where(cell => cell.IsCode).SelectMany(cell => cell.Outputs).OfType<JsonObject>())
        {
            Replace(output, text => Without(abovePath, "..", Without(herePath, ".", text)));
        }
    }

    private static string Without(Regex? path, string replacement, string text) => path?.Replace(text, replacement) ?? text;

    private static void Replace(JsonNode node, Func<string, string> change)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var name in members.Select(member => member.Key).ToArray())
                {
                    if (Changed(members[name], change) is { } text)
                    {
                        members[name] = text;
                    }
                }

                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    if (Changed(items[i], change) is { } text)
                    {
                        items[i] = text;
                    }
                }

                break;
        }
    }

    private static string? Changed(JsonNode? node, Func<string, string> change)
    {
        if (node is JsonValue value && value.TryGetValue(out string? text))
        {
            var changed = change(text);
            return changed == text ? null : changed;
        }

        if (node is not null)
        {
            Replace(node, change);
        }

        return null;
    }
}
