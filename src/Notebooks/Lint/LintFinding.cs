namespace Notebooks;

/// <summary>Something in a notebook that will trouble whoever runs, reads or compares it.</summary>
/// <param name="Notebook">The notebook's path, as it was read.</param>
/// <param name="Cell">The cell's number, from 1; 0 where it is the notebook as a whole.</param>
/// <param name="Id">The cell's id, or null.</param>
/// <param name="Line">The line in the cell's text, from 1; 0 where it is the whole cell, or its outputs.</param>
/// <param name="Rule">The name of the rule.</param>
/// <param name="Message">What it is, and what would be right.</param>
public sealed record LintFinding(string Notebook, int Cell, string? Id, int Line, string Rule, string Message);
