using System.Text;
using System.Text.Json.Nodes;

namespace Notebooks.Tests;

public sealed class NotebookDocumentTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Write_GivesBackTheBytesThatJupyterWrote()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Fixtures", "jupyter.ipynb");
        var copy = Path.Combine(_folder, "copy.ipynb");

        NotebookDocument.Read(path).Write(copy);

        Assert.Equal(File.ReadAllText(path), File.ReadAllText(copy));
        Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(copy));
        Assert.Equal([copy], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Write_IsStableFromTheSecondTimeOn()
    {
        const string json = """{"nbformat":4,"nbformat_minor":2,"metadata":{},"cells":[{"cell_type":"code","source":"a\nb","metadata":{},"outputs":[],"execution_count":null},{"cell_type":"markdown","source":["x"],"metadata":{}},{"cell_type":"markdown","source":["x"],"metadata":{}}]}""";
        var first = NotebookDocument.Parse(json, "old.ipynb").ToJson();

        Assert.Equal(first, NotebookDocument.Parse(first, "new.ipynb").ToJson());
        Assert.Equal(first, NotebookDocument.Parse(json, "old.ipynb").ToJson());
        var ids = JsonNode.Parse(first)!["cells"]!.AsArray().Select(cell => cell!["id"]!.GetValue<string>()).ToArray();
        Assert.Equal(3, ids.Distinct().Count());
        Assert.Equal(5, JsonNode.Parse(first)!["nbformat_minor"]!.GetValue<int>());
    }

    [Fact]
    public void Write_KeepsWhatIsNotUnderstood()
    {
        var json = Notebook.Json(("a", []));
        json["future"] = new JsonObject { ["x"] = 1.50m };
        json["cells"]![0]!["later"] = new JsonArray(1, "two", null);
        json["cells"]![0]!["metadata"]!["mine"] = "kept";

        var written = JsonNode.Parse(NotebookDocument.Parse(json.ToJsonString(), "x.ipynb").ToJson())!;

        Assert.Equal("1.50", written["future"]!["x"]!.ToJsonString());
        Assert.Equal("""[1,"two",null]""", written["cells"]![0]!["later"]!.ToJsonString());
        Assert.Equal("kept", (string?)written["cells"]![0]!["metadata"]!["mine"]);
    }

    [Fact]
    public void Write_SplitsTextAtEveryLineBreakAndEscapesOnlyControls()
    {
        var document = Notebook.Of("a");
        document.Cells[0].Source = "é \"q\"\r\n\u001b[0m/<>&'😀\n\nend";

        Assert.Contains(
            "   \"source\": [\n    \"é \\\"q\\\"\\r\\n\",\n    \"\\u001b[0m/<>&'😀\\n\",\n    \"\\n\",\n    \"end\"\n   ]\n", document.ToJson());
        Assert.Equal("é \"q\"\r\n\u001b[0m/<>&'😀\n\nend", document.Cells[0].Source);
    }

    [Fact]
    public void Read_AcceptsAByteOrderMark()
    {
        var path = Path.Combine(_folder, "bom.ipynb");
        File.WriteAllText(path, Notebook.Of("a").ToJson(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));

        Assert.Single(NotebookDocument.Read(path).Cells);
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("# A title", "not JSON")]
    [InlineData("{\"nbformat\": 4, \"nbformat\": 4}", "not JSON")]
    [InlineData("[1]", "an array")]
    [InlineData("null", "missing")]
    [InlineData("{}", "no \"nbformat\"")]
    [InlineData("{\"nbformat\": 3, \"worksheets\": []}", "found nbformat 3")]
    [InlineData("{\"nbformat\": 5, \"nbformat_minor\": 0, \"cells\": []}", "found nbformat 5")]
    [InlineData("{\"nbformat\": \"4\", \"nbformat_minor\": 0, \"cells\": []}", "found nbformat \"4\"")]
    [InlineData("{\"nbformat\": 4, \"cells\": []}", "\"nbformat_minor\" is missing")]
    [InlineData("{\"nbformat\": 4, \"nbformat_minor\": 5, \"cells\": {}}", "\"cells\" is an object")]
    [InlineData("{\"nbformat\": 4, \"nbformat_minor\": 5, \"cells\": [7]}", "cell 1: it is a number")]
    [InlineData("{\"nbformat\": 4, \"nbformat_minor\": 5, \"cells\": [{\"cell_type\": \"code\", \"source\": 3}]}", "cell 1: \"source\" is a number")]
    [InlineData("{\"nbformat\": 4, \"nbformat_minor\": 5, \"cells\": [{\"cell_type\": \"raw\", \"source\": \"\\ud800\"}]}", "cell 1: \"source\" is not Unicode")]
    [InlineData("{\"nbformat\": 4, \"nbformat_minor\": 5, \"cells\": [{\"cell_type\": \"raw\", \"source\": \"\", \"id\": \"a b\"}]}", "cell 1: the id \"a b\"")]
    public void Parse_OfWhatIsNoNotebook_SaysWhatWasFound(string json, string found)
    {
        var error = Assert.Throws<NotebookFormatException>(() => NotebookDocument.Parse(json, "notebooks/x.ipynb"));

        Assert.StartsWith("notebooks/x.ipynb: ", error.Message);
        Assert.Contains(found, error.Message);
        Assert.Contains("nbformat 4", error.Message);
    }

    [Fact]
    public void Parse_OfEqualIds_NamesBothCells()
    {
        var json = Notebook.Json(("a", []), ("b", []), ("c", []));
        json["cells"]![2]!["id"] = "c1";

        Assert.Contains("cells 1 and 3", Assert.Throws<NotebookFormatException>(() => NotebookDocument.Parse(json.ToJsonString(), "x")).Message);
    }

    [Fact]
    public void Write_ThatFails_LeavesTheOldFileAndNoOther()
    {
        var path = Path.Combine(_folder, "there.ipynb");
        Directory.CreateDirectory(path);

        Assert.ThrowsAny<Exception>(() => Notebook.Of("a").Write(path));
        Assert.Empty(Directory.GetFiles(_folder));
    }
}
