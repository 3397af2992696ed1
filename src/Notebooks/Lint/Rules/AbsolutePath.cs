using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Notebooks.Lint.Rules;

/// <summary>Paths that exist on one machine only, in code and in outputs.</summary>
internal static partial class AbsolutePath
{
    public static LintRule Rule { get; } = new("absolute-path", "A path of one machine stands in the code or in an output.", Check);

    private static IEnumerable<Remark> Check(NotebookDocument document, LintOptions options)
    {
        foreach (var cell in document.Cells.Where(cell => cell.IsCode))
        {
            foreach (var (index, line) in cell.Source.Split('\n').Index())
            {
                if (Path().Match(line) is { Success: true } found)
                {
                    yield return new Remark(cell, index + 1, $"'{found.Value}' is a path of one machine; write it relative to the notebook's folder");
                }
            }

            foreach (var (index, output) in cell.Outputs.Index())
            {
                if (Texts(output).Select(text => Path().Match(text)).FirstOrDefault(match => match.Success) is { } found)
                {
                    yield return new Remark(cell, 0, $"output {index + 1} holds '{found.Value}', a path of one machine; write paths relative to the notebook's folder, and store the notebook again");
                }
            }
        }
    }

    // Pictures and charts are numbers for the most part, and base64 holds slashes.
    private static IEnumerable<string> Texts(JsonNode? output)
    {
        if (output is not JsonObject members)
        {
            return [];
        }

        var data = (members["data"] as JsonObject ?? []).Where(entry => entry.Key.StartsWith("text/", StringComparison.Ordinal)).Select(entry => entry.Value);
        IEnumerable<JsonNode?> trace = members["traceback"] as JsonArray ?? [];
        return data.Concat([members["text"], members["evalue"]]).Concat(trace).Select(MultilineText.Join).OfType<string>();
    }

    [GeneratedRegex("""(?<![\w./:~-])(/(home|Users|root|tmp|var/folders|mnt|media|private|workspaces|workspace|github/workspace|opt|srv)/[\w.@+~-]+(/[\w.@+~ -]*\w)?|[A-Za-z]:\\{1,2}(?=[\w.])[^\s"'<>|*?]+)""")]
    private static partial Regex Path();
}
