using System.Text.RegularExpressions;

namespace Notebooks.Lint.Rules;

/// <summary>Flowcharts that Mermaid itself would draw and the book's drawing library refuses or reads otherwise.</summary>
internal static partial class MermaidSyntax
{
    public static LintRule Rule { get; } = new("mermaid-syntax", "A diagram is written so that the book cannot draw it.", Check);

    private static IEnumerable<Remark> Check(NotebookDocument document, LintOptions options) =>
        from cell in document.Cells
        from flowchart in Diagrams(document, cell).Where(diagram => diagram.Length > 0 && Head().IsMatch(diagram[0].Text))
        from line in flowchart
        let problem = Problem(line.Text)
        where problem is not null
        select new Remark(cell, line.Number, problem);

    // The lines of each diagram of a cell that are not empty.
    private static IEnumerable<(int Number, string Text)[]> Diagrams(NotebookDocument document, NotebookCell cell)
    {
        var lines = cell.Source.ReplaceLineEndings("\n").Split('\n').Select((text, i) => (Number: i + 1, Text: text)).Where(line => line.Text.Trim().Length > 0).ToArray();
        if (cell.IsCode)
        {
            return CellLanguage.OfCode(document, cell) == "mermaid" ? [[.. lines.Where(line => !line.Text.TrimStart().StartsWith("#!", StringComparison.Ordinal))]] : [];
        }

        var diagrams = new List<(int Number, string Text)[]>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (Fence().Match(lines[i].Text) is { Success: true } fence)
            {
                var body = lines.Skip(i + 1).TakeWhile(line => !line.Text.TrimStart().StartsWith(fence.Groups["sign"].Value, StringComparison.Ordinal)).ToArray();
                diagrams.AddRange(fence.Groups["name"].Value == "mermaid" ? [body] : []);
                i += body.Length + 1;
            }
        }

        return diagrams;
    }

    private static string? Problem(string line)
    {
        // What stands in quotation marks or between bars is text.
        var bare = Text().Replace(line, text => text.Value[0] == '|' ? " x " : "x");
        return Head().IsMatch(bare) && bare.TrimEnd().EndsWith(';') ? $"'{line.Trim()}' ends in a semicolon, which the book's drawing library refuses; leave it out"
            : Crowded().IsMatch(bare) ? $"'{line.Trim()}' has no blanks around an arrow, so that its signs are read as parts of a name; write blanks"
            : null;
    }

    [GeneratedRegex(@"^\s*(graph|flowchart)\b")]
    private static partial Regex Head();

    [GeneratedRegex(@"^\s*(?<sign>```+|~~~+)\s*(?<name>[\w-]*)")]
    private static partial Regex Fence();

    [GeneratedRegex("""
        "[^"]*"|\|[^|]*\|
        """)]
    private static partial Regex Text();

    [GeneratedRegex(@"[\w\])}](-{2,3}>?|-\.+->?|={2,3}>?)|(-{2,3}>|-\.+->|={2,3}>)[\w\[({]")]
    private static partial Regex Crowded();
}
