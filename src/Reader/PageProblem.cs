using Notebooks;

namespace Reader;

/// <summary>Something in a notebook that a page cannot show, such as a formula with an unknown command.</summary>
/// <param name="Document">The notebook.</param>
/// <param name="Cell">The cell.</param>
/// <param name="Line">The line of the cell, from 1.</param>
/// <param name="Kind"><c>FormulaError</c> or <c>ImageError</c>.</param>
/// <param name="Message">What is wrong.</param>
public sealed record PageProblem(NotebookDocument Document, NotebookCell Cell, int Line, string Kind, string Message);
