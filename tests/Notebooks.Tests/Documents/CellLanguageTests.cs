using System.Text.Json.Nodes;

namespace Notebooks.Tests.Documents;

public sealed class CellLanguageTests
{
    private static NotebookCell Cell(string code, string? polyglot, string? interactive = null, string? editor = null)
    {
        var cell = Notebook.Of(code).Cells[0];
        Set(cell, "polyglot_notebook", "kernelName", polyglot);
        Set(cell, "dotnet_interactive", "language", interactive);
        Set(cell, "vscode", "languageId", editor);
        return cell;
    }

    private static void Set(NotebookCell cell, string section, string name, string? value)
    {
        if (value is not null)
        {
            cell.Metadata[section] = new JsonObject { [name] = value };
        }
    }

    [Theory]
    [InlineData("fsharp", null, null, "fsharp")]
    [InlineData(null, "F#", null, "fsharp")]
    [InlineData(null, null, "html", "html")]
    [InlineData(null, null, "polyglot-notebook", "csharp")]
    [InlineData(null, "fsharp", "polyglot-notebook", "fsharp")]
    [InlineData("js", null, null, "javascript")]
    public void Language_IsTheCellsOwn_UnlessItLeavesTheChoice(string? polyglot, string? interactive, string? editor, string language) =>
        Assert.Equal(language, CellLanguage.Of(Notebook.Of("1"), Cell("1", polyglot, interactive, editor)));

    [Theory]
    [InlineData("#!csharp\n1 + 1", "fsharp", null, "its metadata say fsharp, but its first line chooses csharp, which counts")]
    [InlineData("1", "fsharp", "csharp", "its metadata say fsharp and csharp; fsharp counts")]
    [InlineData("let a = 1\nlet b = 2", "csharp", null, "its metadata say csharp, which counts, but it looks like fsharp")]
    [InlineData("var a = 1;\nConsole.WriteLine(a);", "fsharp", null, "its metadata say fsharp, which counts, but it looks like csharp")]
    [InlineData("#!f#\nlet a = 1", "fsharp", "fsharp", null)]
    [InlineData("#!time\nvar a = 1;", "csharp", null, null)]
    [InlineData("let a = 1", "fsharp", null, null)]
    [InlineData("var a = 1;", null, null, null)]
    [InlineData("#!fsharp\nlet a = 1", null, null, null)]
    public void Contradiction_OfMetadataAndCode_IsNamedWithWhatCounts(string code, string? polyglot, string? interactive, string? said) =>
        Assert.Equal(said, CellLanguage.Contradiction(Cell(code, polyglot, interactive)));
}
