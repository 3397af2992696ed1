namespace Notebooks.Lint.Rules;

/// <summary>Names that a C# cell uses and only a later cell declares: a run from top to bottom fails there.</summary>
internal static class UndefinedName
{
    public static LintRule Rule { get; } = new("undefined-name", "A cell uses a name that only a later cell declares: a run from top to bottom fails there.", Check);

    private static IEnumerable<Remark> Check(NotebookDocument document, LintOptions options)
    {
        var cells = document.Cells.Where(cell => IsPlain(document, cell)).Select(cell => (Cell: cell, Names: CellNames.Of(cell.Source))).ToArray();
        var declared = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, (cell, names)) in cells.Index())
        {
            declared.UnionWith(names.Declared);
            var later = cells[(index + 1)..];
            if (later.Any(other => other.Names.Declared.Except(declared).Any(names.Used.Contains)))
            {
                foreach (var (name, isType, line) in CellSyntax.UnknownNames(cell.Source).Where(use => !declared.Contains(use.Name)))
                {
                    // Where a type is meant, a later function of its name is something else.
                    if (later.FirstOrDefault(other => other.Names.Declared.Contains(name) && (!isType || CellSyntax.DeclaresType(other.Cell.Source, name))).Cell is { } definition)
                    {
                        yield return new Remark(cell, line, $"'{name}' is used here and declared only in cell {definition.Number} ({definition.Id}); move the declaration up");
                    }
                }
            }
        }
    }

    private static bool IsPlain(NotebookDocument document, NotebookCell cell) => cell.IsCode && CellLanguage.OfCode(document, cell) == CellLanguage.CSharp
        && !cell.Tags.Contains(CellTags.SkipExecution) && !cell.Tags.Contains(CellTags.RaisesException);
}
