namespace Notebooks;

/// <summary>What one rule says of a place in a notebook.</summary>
/// <param name="Cell">The cell, or null for the notebook as a whole.</param>
/// <param name="Line">The line of the cell's text, from 1; 0 where it is no line of it.</param>
/// <param name="Message">What it is, and what would be right.</param>
internal readonly record struct Remark(NotebookCell? Cell, int Line, string Message);

/// <summary>A rule by which notebooks are looked through. Nothing is run.</summary>
/// <param name="Name">What it is switched off by.</param>
/// <param name="Summary">What it finds, in a sentence.</param>
/// <param name="Check">Finds it.</param>
internal sealed record LintRule(string Name, string Summary, Func<NotebookDocument, LintOptions, IEnumerable<Remark>> Check);
