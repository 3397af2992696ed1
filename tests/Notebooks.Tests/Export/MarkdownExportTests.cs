using System.Text;
using System.Text.Json.Nodes;

namespace Notebooks.Tests.Export;

public class MarkdownExportTests
{
    private const string Svg = "<svg xmlns='http://www.w3.org/2000/svg'/>";

    [Fact]
    public void Markdown_HasProseCodeAndOutputs()
    {
        var document = Document(
            Cell("markdown", "# Title\n\nText"),
            Cell("code", "var x = \"```\";", Stream("\u001b[31mred\u001b[0m\n"), Error("E", "why")),
            Cell("code", "#!fsharp\nlet y = 1", Data("text/plain", "1")),
            Cell("raw", "raw"));

        Assert.Equal(
            "# Title\n\nText\n\n````csharp\nvar x = \"```\";\n````\n\n```text\nred\n```\n\n```text\nE: why\n```\n\n```fsharp\nlet y = 1\n```\n\n```text\n1\n```\n\n```\nraw\n```\n",
            Encoding.UTF8.GetString(MarkdownExport.Write(document, "a.md")[0].Content.Span));
    }

    [Fact]
    public void Pictures_AreFilesBesideIt()
    {
        var chart = JsonNode.Parse("""{"data":[{"type":"scatter","x":[1,2],"y":[1,2]}]}""")!;
        var document = Document(
            Cell("code", "a", Data("image/svg+xml", Svg, "A [b]"), Data("image/png", Convert.ToBase64String([1, 2, 3]))),
            Cell("code", "b", Bundle(new JsonObject { ["application/vnd.plotly.v1+json"] = chart })),
            Attached("![one](attachment:one.png)", "one.png"));

        var files = MarkdownExport.Write(document, "my notes.md");

        Assert.Equal(["my notes.md", "my notes_files/c1.svg", "my notes_files/c1-2.png", "my notes_files/c2.svg", "my notes_files/c3-one.png"], files.Select(file => file.Path));
        var text = Encoding.UTF8.GetString(files[0].Content.Span);
        Assert.Contains(@"![A \[b\]](my%20notes_files/c1.svg)", text);
        Assert.Contains("![one](my%20notes_files/c3-one.png)", text);
        Assert.Equal(Svg, Encoding.UTF8.GetString(files[1].Content.Span));
        Assert.Equal([1, 2, 3], files[2].Content.ToArray());
        Assert.StartsWith("<svg", Encoding.UTF8.GetString(files[3].Content.Span));
    }

    [Theory]
    [InlineData("[a](b.ipynb#c)", "out/a.md", "[a](../b.ipynb#c)")]
    [InlineData("![p](pictures/p.svg)", "out/a.md", "![p](../pictures/p.svg)")]
    [InlineData("[a](b.ipynb)", "a.md", "[a](b.ipynb)")]
    [InlineData("[a](https://example.org/x) [b](#c)", "out/a.md", "[a](https://example.org/x) [b](#c)")]
    public void Links_LeadToTheSameFiles(string source, string output, string expected) =>
        Assert.Equal(expected + "\n", Encoding.UTF8.GetString(MarkdownExport.Write(Document(Cell("markdown", source)), output)[0].Content.Span));

    [Fact]
    public void MissingAttachment_IsNamed()
    {
        var error = Assert.Throws<ExportException>(() => MarkdownExport.Write(Document(Cell("markdown", "![one](attachment:one.png)")), "a.md"));

        Assert.Equal("test.ipynb, cell 1 (c1): the cell has no attachment 'one.png' that is a picture", error.Message);
    }

    [Fact]
    public void PictureThatIsNoBase64_IsNamed() => Assert.Equal(
        "test.ipynb, cell 1 (c1): a stored picture of type image/png is not base64",
        Assert.Throws<ExportException>(() => MarkdownExport.Write(Document(Cell("code", "a", Data("image/png", "*"))), "a.md")).Message);

    private static JsonObject Cell(string kind, string source, params JsonObject[] outputs)
    {
        var cell = new JsonObject { ["cell_type"] = kind, ["metadata"] = new JsonObject(), ["source"] = source };
        if (kind == "code")
        {
            cell["execution_count"] = null;
            cell["outputs"] = new JsonArray(outputs);
        }

        return cell;
    }

    private static JsonObject Attached(string source, string name)
    {
        var cell = Cell("markdown", source);
        cell["attachments"] = new JsonObject { [name] = new JsonObject { ["image/png"] = Convert.ToBase64String([4]) } };
        return cell;
    }

    private static JsonObject Stream(string text) => new() { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = text };

    private static JsonObject Error(string name, string value) => new() { ["output_type"] = "error", ["ename"] = name, ["evalue"] = value, ["traceback"] = new JsonArray() };

    private static JsonObject Data(string type, string content, string? plain = null)
    {
        var data = new JsonObject { [type] = content };
        if (plain is not null)
        {
            data["text/plain"] = plain;
        }

        return Bundle(data);
    }

    private static JsonObject Bundle(JsonObject data) => new() { ["output_type"] = "display_data", ["metadata"] = new JsonObject(), ["data"] = data };

    private static NotebookDocument Document(params JsonObject[] cells)
    {
        var json = Notebook.Json();
        foreach (var (i, cell) in cells.Index())
        {
            cell["id"] = $"c{i + 1}";
            json["cells"]!.AsArray().Add((JsonNode)cell);
        }

        return NotebookDocument.Parse(json.ToJsonString(), "test.ipynb");
    }
}
