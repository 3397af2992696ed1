using System.Text.Json.Nodes;
using Scripting;

namespace Notebooks.Tests;

public sealed class OutputComparerTests
{
    private static string? Difference(CellOutput[] stored, CellOutput[] now, params string[] tags) =>
        OutputComparer.Difference(CellShowing(stored, tags), CellShowing(now, tags));

    private static NotebookCell CellShowing(CellOutput[] outputs, string[] tags)
    {
        var cell = Notebook.Of(("a", tags)).Cells[0];
        var recorder = new OutputRecorder();
        recorder.Begin(cell, 1);
        foreach (var output in outputs)
        {
            recorder.Add(output);
        }

        return cell;
    }

    private static CellOutput[] Text(string text) => [new StreamOutput("stdout", text)];

    private static CellOutput[] Shown(string mimeType, string data) =>
        [new ResultOutput(new() { [mimeType] = MultilineText.IsJson(mimeType) ? JsonNode.Parse(data) : data }, [])];

    [Theory]
    [InlineData("loss 0.123456\n", "loss 0.123457\n", true)]
    [InlineData("loss 0.1234", "loss 0.1235", false)]
    [InlineData("loss 1.5E-7", "loss 1.5000001E-7", true)]
    [InlineData("12345678 parameters", "12345679 parameters", false)]
    [InlineData("a  9.999999\r\n", "a 10.000001\n", true)]
    [InlineData("\u001b[31mred\u001b[0m", "red", true)]
    [InlineData("loss 0.5", "cost 0.5", false)]
    [InlineData("a\nb", "a\nb\nc", false)]
    [InlineData("x1", "x2", false)]
    public void Text_IsEqualUpToSmallChangesOfNumbers(string stored, string now, bool equal) =>
        Assert.Equal(equal, Difference(Text(stored), Text(now)) is null);

    [Fact]
    public void Difference_NamesOutputLineAndBothTexts() =>
        Assert.Equal("output 1: line 2: stored 'b', now 'c'", Difference(Text("a\nb"), Text("a\nc")));

    [Theory]
    [InlineData("text/html", "<table><tr><td>1</td></tr></table>", "<table><tr><td>2</td></tr></table>", true)]
    [InlineData("text/html", "<table><tr><td>1</td></tr></table>", "<table><tr><td>1</td><td>2</td></tr></table>", false)]
    [InlineData("image/svg+xml", "<svg><path d='1'/></svg>", "<svg><path d='2'/></svg>", true)]
    [InlineData("image/svg+xml", "<svg><path d='1'/></svg>", "<svg><text/></svg>", false)]
    [InlineData("application/vnd.plotly.v1+json", """{"data":[{"y":[1,2]}]}""", """{"data":[{"y":[1,3]}]}""", true)]
    [InlineData("application/vnd.plotly.v1+json", """{"data":[{"y":[1,2]}]}""", """{"data":[{"y":[1,2,3]}]}""", false)]
    [InlineData("application/vnd.plotly.v1+json", """{"data":[{"y":[1,2]}]}""", """{"data":[{"x":[1,2]}]}""", false)]
    [InlineData("text/plain", "0.30000000000000004", "0.3", true)]
    public void Bundles_AreComparedByKind(string mimeType, string stored, string now, bool equal) =>
        Assert.Equal(equal, Difference(Shown(mimeType, stored), Shown(mimeType, now)) is null);

    [Fact]
    public void Difference_SeesOtherKindsAndMissingOutputs()
    {
        Assert.Equal("output 1: stored stream stdout, now execute_result", Difference(Text("1"), Shown("text/plain", "1")));
        Assert.Equal("1 stored outputs (stream stdout), now 0 (none)", Difference(Text("1"), []));
        Assert.Equal("output 1: stored as text/plain, now text/html", Difference(Shown("text/plain", "1"), Shown("text/html", "1")));
    }

    [Fact]
    public void Difference_IsNotLookedForWhereTheTagSaysSo() => Assert.Null(Difference(Text("1 s"), Text("2 s"), OutputComparer.IgnoreOutput));

    [Fact]
    public void StableOutputs_HaveNoPathsAndNoIgnoredOutputs()
    {
        var folder = Path.Combine(Path.GetTempPath(), "book", "notebooks");
        var document = Notebook.Of(("a", []), ("b", [OutputComparer.IgnoreOutput]));
        var recorder = new OutputRecorder();
        foreach (var cell in document.Cells)
        {
            recorder.Begin(cell, cell.Number);
            recorder.Add(new ResultOutput(new() { ["text/plain"] = $"{folder}/a.csv and {Path.GetDirectoryName(folder)}/data" }, []));
        }

        StableOutputs.RemovePaths(document, folder);
        StableOutputs.RemoveIgnored(document);

        Assert.Equal("./a.csv and ../data", (string?)document.Cells[0].Outputs[0]!["data"]!["text/plain"]);
        Assert.Empty(document.Cells[1].Outputs);
        Assert.Equal(2, document.Cells[1].ExecutionCount);
    }
}
