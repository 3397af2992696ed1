using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Scripting;

namespace Notebooks;

/// <summary>What a notebook can do and a program cannot: each is refused by its name.</summary>
internal static class ProgramRefusals
{
    private static readonly HashSet<string> s_choosers = new(StringComparer.Ordinal) { "#!csharp", "#!c#" };

    // Of what the session adds to C#, what the program brings along; all else needs a session.
    private static readonly HashSet<string> s_offered = new(StringComparer.Ordinal)
    {
        "Kernel", "display", "HTML", "Markdown", "SVG", "Image", "clear_output", "input", "password", "GetInputAsync", "GetPasswordAsync", "DisplayedValue", "Update",
        "DisplayExtensions", "Display", "DisplayAs", "DisplayTable", "MimeContent", "PasswordString", "GetClearTextPassword", "ToString",
    };

    /// <summary>Whether a cell is text to look at, which a program has as a comment.</summary>
    public static bool IsText(NotebookDocument document, NotebookCell cell, BoundCell? bound) => !cell.IsCode || !CSharpProgram.Runs(cell)
        || Shown(CellLanguage.Of(document, cell))
        || (bound is { Scripts.Count: 0, Magics: [var magic, ..] } && Shown(CellLanguage.Canonical(magic.Name[2..])));

    /// <exception cref="ExportException">The cell has no form in a program.</exception>
    public static void Check(NotebookDocument document, NotebookCell cell, BoundCell? bound)
    {
        if (IsText(document, cell, bound))
        {
            return;
        }

        if (bound is null)
        {
            throw new ExportException(document, cell, 0, $"the cell's language is {CellLanguage.Of(document, cell)}; a program of C# can hold only C#");
        }

        if (bound.Magics.FirstOrDefault(magic => !s_choosers.Contains(magic.Name)) is { } line)
        {
            throw new ExportException(document, cell, line.Line, $"{line.Name} has no meaning in a program; take the line out, or give what it does a cell tagged {CellTags.SkipExecution}");
        }

        if (bound.Errors.Count > 0 && !cell.Tags.Contains(CellTags.RaisesException))
        {
            throw new ExportException(document, cell, bound.Errors[0].Line, bound.Errors[0].Message);
        }

        foreach (var script in bound.Scripts)
        {
            foreach (var name in script.Root.DescendantNodes().OfType<SimpleNameSyntax>())
            {
                if (ProgramNames.Meaning(script.Model, name) is { ContainingAssembly.Name: nameof(Scripting) } symbol && symbol is not INamespaceSymbol && !s_offered.Contains(symbol.Name))
                {
                    throw new ExportException(document, cell, name.GetLocation().GetLineSpan().StartLinePosition.Line + 1, $"{symbol.Name} works in a notebook's session only, and has no meaning in a program");
                }
            }
        }
    }

    private static bool Shown(string language) => language is "markdown" or "html" or "mermaid";
}
