namespace Scripting;

/// <summary>A package, feed or project that a cell references cannot be had; the message says why.</summary>
public sealed class CellReferenceException(string? cell, string message) : Exception(message)
{
    /// <summary>The name of the cell, or null where they were asked for together.</summary>
    public string? Cell { get; } = cell;
}
