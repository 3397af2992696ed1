using System.Text.Json.Nodes;

namespace Notebooks;

/// <summary>What a run notes in a cell's metadata: its time, and the memory its process used when it ended.</summary>
public static class CellMeasurements
{
    private const string Member = "workbook";
    private const double Megabyte = 1024 * 1024;

    /// <summary>Notes how a cell ended.</summary>
    public static void Store(NotebookCell cell, CellRun run)
    {
        var noted = new JsonObject { ["seconds"] = Math.Round(run.Elapsed.TotalSeconds, 3), ["verdict"] = run.Verdict.ToString() };
        if (run.Memory is { } memory)
        {
            noted["memory_mb"] = Math.Round(memory / Megabyte, 1);
        }

        cell.Metadata[Member] = noted;
    }

    /// <summary>Takes out what an earlier run noted.</summary>
    public static void Remove(NotebookDocument document)
    {
        foreach (var cell in document.Cells)
        {
            cell.Metadata.Remove(Member);
        }
    }
}
