using System.Globalization;

namespace Notebooks;

/// <summary>A notebook cannot be written in the form asked for. The message names file, cell and line, and what would be right.</summary>
public sealed class ExportException : Exception
{
    /// <summary>Says what is in the way.</summary>
    /// <param name="document">The notebook.</param>
    /// <param name="cell">The cell, or null where it is the whole.</param>
    /// <param name="line">The line in the cell, from 1; 0 where it is the whole cell.</param>
    /// <param name="problem">What it is.</param>
    public ExportException(NotebookDocument document, NotebookCell? cell, int line, string problem)
        : base($"{document.Path}{Place(cell, line)}: {problem}")
    {
    }

    private static string Place(NotebookCell? cell, int line) => cell is null ? ""
        : string.Create(CultureInfo.InvariantCulture, $", cell {cell.Number} ({cell.Id}){(line > 0 ? $", line {line}" : "")}");
}
