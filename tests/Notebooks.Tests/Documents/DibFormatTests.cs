namespace Notebooks.Tests.Documents;

public sealed class DibFormatTests
{
    private const string Text = """
        #!meta

        {"kernelInfo":{"defaultKernelName":"csharp","items":[{"aliases":["cs"],"name":"csharp"},{"aliases":[],"name":"mine"}]},"author":"ann"}

        #!markdown

        # Title

        #!csharp

        #r "nuget: X"
        #!time
        var a = 1;


        var b = 2;

        #!fsharp

        let c = 3
        #!cs
        a + b
        #!mine
        whatever
        """;

    private static NotebookDocument Read(string text) => NotebookDocument.Parse(text, "a.dib");

    [Fact]
    public void Cells_BeginWithTheNameOfTheirKernel_AndKeepOtherMagics()
    {
        var document = Read(Text);

        Assert.Equal(["markdown", "code", "code", "code", "code"], document.Cells.Select(cell => cell.Kind));
        Assert.Equal(["csharp", "fsharp", "csharp", "mine"], document.Cells.Where(cell => cell.IsCode).Select(cell => CellLanguage.Of(document, cell)));
        Assert.Equal("#r \"nuget: X\"\n#!time\nvar a = 1;\n\n\nvar b = 2;", document.Cells[1].Source);
        Assert.Equal("ann", (string?)document.Metadata["author"]);
        Assert.Equal(".net-csharp", (string?)document.Metadata["kernelspec"]!["name"]);
        Assert.False(document.StoresOutputs);
    }

    [Fact]
    public void Cells_GetTheSameIdsWheneverTheFileIsRead() => Assert.Equal(Read(Text).Cells.Select(cell => cell.Id), Read(Text).Cells.Select(cell => cell.Id));

    [Fact]
    public void Text_WithoutKernelLines_IsOneCSharpCell()
    {
        var document = Read("\uFEFF\r\n1 + 1\r\n");

        Assert.Equal("1 + 1", Assert.Single(document.Cells).Source);
        Assert.Equal("csharp", CellLanguage.Of(document, document.Cells[0]));
        Assert.Empty(Read("").Cells);
    }

    [Fact]
    public void DefaultKernel_IsTheOneThatTheMetadataName()
    {
        var document = Read("#!meta\n{\"kernelInfo\":{\"defaultKernelName\":\"fsharp\"}}\n#!fsharp\nlet a = 1\n");

        Assert.Equal("fsharp", CellLanguage.Of(document));
        Assert.Empty(document.Cells[0].Metadata);
    }

    [Fact]
    public void Writing_KeepsCellsLanguagesAndKernels()
    {
        var document = Read(Text);
        var again = Read(document.ToDib());

        Assert.Equal(document.Cells.Select(cell => (cell.Kind, cell.Source, cell.Id)), again.Cells.Select(cell => (cell.Kind, cell.Source, cell.Id)));
        Assert.Equal(document.Cells.Select(cell => CellLanguage.Of(document, cell)), again.Cells.Select(cell => CellLanguage.Of(again, cell)));
        Assert.Equal(document.ToDib(), again.ToDib());
    }

    [Fact]
    public void Writing_OfAnIpynb_NamesItsLanguages()
    {
        var document = Notebook.Of("1", "let a = 1");
        document.Cells[1].Metadata["polyglot_notebook"] = new System.Text.Json.Nodes.JsonObject { ["kernelName"] = "fsharp" };

        var dib = document.ToDib();

        Assert.EndsWith("#!csharp\n\n1\n\n#!fsharp\n\nlet a = 1\n\n", dib);
        Assert.Equal(["csharp", "fsharp"], Read(dib).Cells.Select(cell => CellLanguage.Of(Read(dib), cell)));
    }

    [Theory]
    [InlineData("#!meta\n{nonsense\n#!csharp\n1")]
    [InlineData("#!meta\n[1]\n#!csharp\n1")]
    public void Metadata_ThatAreNoJsonObject_AreNamed(string text) =>
        Assert.Contains("a.dib: the block #!meta is n", Assert.Throws<NotebookFormatException>(() => Read(text)).Message);

    [Fact]
    public void Files_AreWrittenInTheFormatTheirNameSays()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            Notebook.Of("1 + 1").Write(Path.Combine(folder, "a.dib"));
            Assert.Equal("1 + 1", NotebookDocument.Read(Path.Combine(folder, "a.dib")).Cells.Single().Source);
            Assert.StartsWith("#!meta", File.ReadAllText(Path.Combine(folder, "a.dib")));
            NotebookDocument.Read(Path.Combine(folder, "a.dib")).Write(Path.Combine(folder, "a.ipynb"));
            Assert.Equal("1 + 1", NotebookDocument.Read(Path.Combine(folder, "a.ipynb")).Cells.Single().Source);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
