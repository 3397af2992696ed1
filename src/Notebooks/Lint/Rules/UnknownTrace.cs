using System.Text.Json.Nodes;
using Scripting.Charts;

namespace Notebooks.Lint.Rules;

/// <summary>Charts that have no static picture, since the picture's writer does not know the kind of their traces.</summary>
internal static class UnknownTrace
{
    public static LintRule Rule { get; } = new("unknown-trace", "A chart has traces of a kind that its static picture leaves out.", Check);

    private static IEnumerable<Remark> Check(NotebookDocument document, LintOptions options)
    {
        foreach (var cell in document.Cells.Where(cell => cell.IsCode))
        {
            foreach (var figure in cell.Outputs.Select(output => output!["data"]?["application/vnd.plotly.v1+json"]).OfType<JsonObject>())
            {
                if (Problem(figure) is { } problem)
                {
                    yield return new Remark(cell, 0, problem);
                }
            }
        }
    }

    private static string? Problem(JsonObject figure)
    {
        try
        {
            var unknown = PlotlySvg.UnsupportedTraces(figure);
            return unknown.Count == 0 ? null : $"the static picture of its chart leaves out what is drawn as {string.Join(", ", unknown)}; where scripts do not run, it is not seen";
        }
        catch (ArgumentException error)
        {
            return $"its chart has no static picture: {error.Message}";
        }
    }
}
