using System.Text.Json.Nodes;

namespace Notebooks.Lint.Rules;

/// <summary>Stored state of widgets, which is large, changes with every run, and is of use only to the program that wrote it.</summary>
internal static class WidgetState
{
    public static LintRule Rule { get; } = new("widget-state", "The state of widgets is stored in the notebook.", Check);

    private static IEnumerable<Remark> Check(NotebookDocument document, LintOptions options)
    {
        if (document.Metadata.ContainsKey("widgets"))
        {
            yield return new Remark(null, 0, "its metadata hold the state of widgets; clear it (in Jupyter: Settings, Save Widget State Automatically) and save again");
        }

        foreach (var cell in document.Cells.Where(cell => cell.IsCode && cell.Outputs.Any(output => output!["data"] is JsonObject data && data.ContainsKey("application/vnd.jupyter.widget-view+json"))))
        {
            yield return new Remark(cell, 0, "an output is a widget, which shows nothing where the session is gone; show a value instead");
        }
    }
}
