namespace Scripting.Tests.Magics;

public sealed class ImportTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Notebook_IsRunOnceUnlessForced()
    {
        Write("lib/other.ipynb", """{"cells":[{"cell_type":"markdown","source":"# no"},{"cell_type":"code","source":["var n = 20;\n","Console.Write(n);"]},{"cell_type":"code","source":"#!import more.csx"}],"metadata":{"kernelspec":{"language":"C#"}}}""");
        Write("lib/more.csx", "int Twice(int x) => 2 * x;");
        await using var cells = new Recording(_folder.FullName);
        await cells.RunAllAsync("#!import lib/other.ipynb\n#!import lib/other.ipynb\nTwice(n) + 2");
        Assert.Equal("20", cells.Stdout);
        Assert.Equal("42", cells.ResultText);
        await cells.RunAllAsync("#!import lib/other.ipynb --force");
        Assert.Equal("20", cells.Stdout);
    }

    [Fact]
    public async Task Cells_OfANotebookAreInTheLanguageTheirMetadataNames()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "polyglot.ipynb"), """
            {"cells":[
              {"cell_type":"code","metadata":{"polyglot_notebook":{"kernelName":"fsharp"}},"source":["let x = [1; 2]\n","List.sum x"]},
              {"cell_type":"code","metadata":{"dotnet_interactive":{"language":"html"}},"source":"<b>bold</b>"},
              {"cell_type":"code","metadata":{"dotnet_interactive":{"language":"html"}},"source":"#!csharp\n1 + 1"},
              {"cell_type":"code","metadata":{},"source":"var y = 3;\ny"}],
             "metadata":{"kernelspec":{"language":"C#"}},"nbformat":4,"nbformat_minor":5}
            """);
        await using var cells = new Recording(_folder.FullName);
        await cells.RunAllAsync("#!import polyglot.ipynb");
        Assert.Equal(["3", "<b>bold</b>", "2", "3"], cells.Outputs.OfType<DisplayOutput>().Select(output => (string)output.Data["text/plain"]!));

        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "shell.ipynb"), """
            {"cells":[{"cell_type":"code","metadata":{"polyglot_notebook":{"kernelName":"pwsh"}},"source":"Get-Process"}],"metadata":{},"nbformat":4,"nbformat_minor":5}
            """);
        Assert.Equal(CellOutcome.Error, await cells.RunAsync("#!import shell.ipynb"));
        Assert.Contains("no language 'pwsh'", cells.Error.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Source_WithANamespaceIsKnownToLaterCells()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "Garden.cs"), "namespace Garden;\n\npublic class Bed\n{\n    public int Rows => 4;\n}\n");
        await using var cells = new Recording(_folder.FullName);
        await cells.RunAllAsync("#!import Garden.cs", "new Garden.Bed().Rows + new Bed().Rows");
        Assert.Equal("8", cells.ResultText);
    }

    [Fact]
    public async Task Dib_IsRunPartByPart()
    {
        Write("a.dib", "#!meta\n{\"kernelInfo\":{}}\n\n#!markdown\n\n# it's text\n\n#!csharp\n\nvar fromDib = 5;\n");
        await using var cells = new Recording(_folder.FullName);
        await cells.RunAllAsync("#!import a.dib", "fromDib");
        Assert.Equal("5", cells.ResultText);
    }

    [Fact]
    public async Task Cycle_IsAnErrorThatNamesIt()
    {
        Write("a.csx", "#!import b.csx");
        Write("b.csx", "#!import a.csx");
        await using var cells = new Recording(_folder.FullName);
        Assert.Equal(CellOutcome.Error, await cells.RunAsync("#!import a.csx"));
        Assert.Contains("a.csx -> b.csx -> a.csx", cells.Error.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bad.ipynb", "{", "no notebook that could be read")]
    [InlineData("bad.txt", "", "cannot run a file of kind '.txt'")]
    public async Task File_ThatCannotBeReadIsAnError(string name, string content, string message)
    {
        Write(name, content);
        await using var cells = new Recording(_folder.FullName);
        Assert.Equal(CellOutcome.Error, await cells.RunAsync($"#!import {name}"));
        Assert.Contains(message, cells.Error.Value, StringComparison.Ordinal);
    }

    private void Write(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }
}
