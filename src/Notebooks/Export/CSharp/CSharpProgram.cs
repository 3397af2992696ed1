using Microsoft.CodeAnalysis;
using Scripting;

namespace Notebooks;

/// <summary>
/// A C# notebook as one file that <c>dotnet run</c> runs: cells become statements in their order, Markdown becomes comments, and what the
/// cells show is written to the console as text.
/// </summary>
public static class CSharpProgram
{
    /// <summary>The program's files, the program itself first.</summary>
    /// <param name="document">The notebook.</param>
    /// <param name="output">Where the program will stand: the paths in it start there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ExportException">A cell has no form in a program, or what it references cannot be had.</exception>
    public static async Task<IReadOnlyList<ExportedFile>> WriteAsync(NotebookDocument document, string output, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(document);
        var cells = document.Cells.Where(cell => cell.IsCode && CellLanguage.Of(document, cell) == CellLanguage.CSharp).ToArray();
        var folder = Path.GetDirectoryName(Path.GetFullPath(document.Path))!;
        IReadOnlyList<BoundCell> bound;
        try
        {
            bound = await CellBinder.BindAsync([.. cells.Select(cell => (cell.Id, Runs(cell) ? cell.Source : ""))], new SessionOptions { WorkingDirectory = folder }, cancellationToken);
        }
        catch (CellReferenceException error)
        {
            throw new ExportException(document, cells.FirstOrDefault(cell => cell.Id == error.Cell), 0, error.Message);
        }

        var cellsOf = cells.Zip(bound).ToDictionary(pair => pair.First, pair => pair.Second);
        foreach (var cell in document.Cells)
        {
            ProgramRefusals.Check(document, cell, cellsOf.GetValueOrDefault(cell));
        }

        return Write(document, Path.GetFullPath(output), cellsOf);
    }

    /// <summary>Whether a run of the notebook would run the cell.</summary>
    internal static bool Runs(NotebookCell cell) => !cell.Tags.Contains(CellTags.SkipExecution) && !cell.Tags.Contains(CellTags.Slow);

    private static IReadOnlyList<ExportedFile> Write(NotebookDocument document, string output, IReadOnlyDictionary<NotebookCell, BoundCell> cells)
    {
        // A variable that the compiler would not see assigned where it is used becomes a member.
        var members = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var assembly = new ProgramAssembly(document, output, cells, members);
            var problem = assembly.Compile();
            if (problem is null)
            {
                return assembly.Files;
            }

            if (problem.Unassigned is not { } name || !members.Add(name))
            {
                throw new ExportException(document, problem.Cell, problem.Line, $"{problem.Message} (in the program that the notebook would become)");
            }
        }
    }
}
