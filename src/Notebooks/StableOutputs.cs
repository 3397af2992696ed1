using System.Text.Json.Nodes;

namespace Notebooks;

/// <summary>Makes the outputs of a run independent of when and where it ran, so that they can be stored and compared.</summary>
public static class StableOutputs
{
    /// <summary>
    /// Empties cells tagged <see cref="OutputComparer.IgnoreOutput"/> and takes the absolute path of the notebook's folder
    /// and of the folder above it out of all texts.
    /// </summary>
    public static void Apply(NotebookDocument document, string folder)
    {
        var here = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var above = Path.GetDirectoryName(here);
        foreach (var cell in document.Cells.Where(cell => cell.IsCode))
        {
            if (cell.Tags.Contains(OutputComparer.IgnoreOutput))
            {
                cell.Node["outputs"] = new JsonArray();
            }

            foreach (var output in cell.Outputs.OfType<JsonObject>())
            {
                Replace(output, text => WithoutPath(text.Replace(here, ".", StringComparison.Ordinal), above));
            }
        }
    }

    private static string WithoutPath(string text, string? above) =>
        above is null || above == Path.GetPathRoot(above) ? text : text.Replace(above, "..", StringComparison.Ordinal);

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
