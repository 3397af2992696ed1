using System.Text.Json.Nodes;
using Scripting;

namespace Notebooks.Tests;

public sealed class OutputComparerTests
{
    private static string? Difference(CellOutput[] stored, CellOutput[] now, params string[] tags) => Difference(new ComparisonOptions(), stored, now, tags);

    private static string? Difference(ComparisonOptions options, CellOutput[] stored, CellOutput[] now, params string[] tags) =>
        new OutputComparer(options).Difference(CellShowing(stored, tags), CellShowing(now, tags));

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
    [InlineData("text/html", "<table><tr><td>1.5</td></tr></table>", "<table><tr><td>1.5000001</td></tr></table>", null)]
    [InlineData("text/html", "<p class='a' id=\"b\">x</p>", "<P id='b' class=a>x</P>", null)]
    [InlineData("text/html", "<table><tr><td>a</td> <td>b</td></tr></table>", "<table><tr><td>a</td><td>b</td></tr></table>", null)]
    [InlineData("text/html", "<table><tr><td>1.5</td></tr></table>", "<table><tr><td>1.6</td></tr></table>", "table/tbody/tr/td: line 1: stored '1.5', now '1.6'")]
    [InlineData("text/html", "<ul><li>a</li><li>b</li></ul>", "<ul><li>a</li><li>c</li></ul>", "ul/li[2]: line 1: stored 'b', now 'c'")]
    [InlineData("text/html", "<p>a &lt; b</p>", "<p>a &gt; b</p>", "p: line 1: stored 'a < b', now 'a > b'")]
    [InlineData("text/html", "<p title='a'>x</p>", "<p title='b'>x</p>", "p @title: stored 'a', now 'b'")]
    [InlineData("text/html", "<p>x</p>", "<p title='b'>x</p>", "p @title: stored nothing, now 'b'")]
    [InlineData("text/html", "just text", "just words", "at the top: line 1: stored 'just text', now 'just words'")]
    [InlineData("text/html", "<p><b>x</b></p>", "<p><i>x</i></p>", "p: stored <b>, now <i>")]
    [InlineData("text/html", "<div id='6b29fc40-ca47-1067-b31d-00dd010662da'></div>", "<div id='aaaafc40-ca47-1067-b31d-00dd010662da'></div>", null)]
    [InlineData("text/html", "<table><tr><td>1</td></tr></table>", "<table><tr><td>1</td><td>2</td></tr></table>", "table/tbody/tr: stored nothing, now <td>")]
    [InlineData("image/svg+xml", "<svg><path d='M1.1,2L3,4'/></svg>", "<svg><path d='M1.2,2L3,4.1'/></svg>", null)]
    [InlineData("image/svg+xml", "<svg><path d='M1.1,2L3,4'/></svg>", "<svg><path d='M1.1,2L3,4.5'/></svg>", "svg/path @d: stored 'M1.1,2L3,4', now 'M1.1,2L3,4.5'")]
    [InlineData("image/svg+xml", "<svg><path d='M1.1,2L3,4'/></svg>", "<svg><path d='M1.1,2L3,4L5,6'/></svg>", "svg/path @d: stored 'M1.1,2L3,4', now 'M1.1,2L3,4L5,6'")]
    [InlineData("image/svg+xml", "<svg><path fill='#aa0000' fill-opacity='0.5'/></svg>", "<svg><path fill='#aa0000' fill-opacity='0.55'/></svg>", "svg/path @fill-opacity: stored '0.5', now '0.55'")]
    [InlineData("image/svg+xml", "<svg><text x='1'>0.25</text></svg>", "<svg><text x='1'>0.35</text></svg>", "svg/text: line 1: stored '0.25', now '0.35'")]
    [InlineData("image/svg+xml", "<svg><path d='1'/></svg>", "<svg><text/></svg>", "svg: stored <path>, now <text>")]
    [InlineData("application/vnd.plotly.v1+json", """{"data":[{"y":[1.5,2]}]}""", """{"data":[{"y":[1.5000001,2]}]}""", null)]
    [InlineData("application/vnd.plotly.v1+json", """{"data":[{"y":[1,2.5]}]}""", """{"data":[{"y":[1,2.6]}]}""", "$.data[0].y[1]: stored 2.5, now 2.6")]
    [InlineData("application/vnd.plotly.v1+json", """{"data":[{"y":[1,2]}]}""", """{"data":[{"y":[1,3]}]}""", "$.data[0].y[1]: stored 2, now 3")]
    [InlineData("application/vnd.plotly.v1+json", """{"data":[{"y":[1,2]}]}""", """{"data":[{"y":[1,2,3]}]}""", "$.data[0].y has 2 items stored, now 3")]
    [InlineData("application/vnd.plotly.v1+json", """{"data":[{"y":[1,2]}]}""", """{"data":[{"x":[1,2]}]}""", "$.data[0].y is only in the stored output")]
    [InlineData("application/json", """{"a":"x","b":null}""", """{"a":"y","b":null}""", "$.a: stored 'x', now 'y'")]
    [InlineData("application/json", """{"a":true}""", """{"a":false}""", "$.a: stored true, now false")]
    [InlineData("application/json", """{"a":1}""", """{"a":null}""", "$.a: stored 1, now null")]
    [InlineData("text/plain", "0.30000000000000004", "0.3", null)]
    [InlineData("text/latex", "$x^2$", "$x^3$", "line 1: stored '$x^2$', now '$x^3$'")]
    [InlineData("image/jpeg", "AAEC", "AAED", "stored 3 bytes sha256 ae4b3280e56e, now 3 bytes sha256 b744d600fbe3")]
    public void Bundles_AreComparedByKind(string mimeType, string stored, string now, string? difference)
    {
        Assert.Equal(difference is null ? null : $"output 1: {mimeType}: {difference}", Difference(Shown(mimeType, stored), Shown(mimeType, now)));
        Assert.Null(Difference(Shown(mimeType, now), Shown(mimeType, now)));
    }

    [Theory]
    [InlineData("12345678901 bytes", "12345678902 bytes", 0.1, 0, false)]
    [InlineData("loss 1.00", "loss 1.05", 0.1, 0, true)]
    [InlineData("loss 1.00", "loss 1.25", 0.1, 0, false)]
    [InlineData("loss 0.00", "loss 0.05", 0, 0.1, true)]
    [InlineData("loss 0.00", "loss 0.05", 0, 0.01, false)]
    public void Numbers_AreEqualWithinTheGivenTolerance(string stored, string now, double relative, double absolute, bool equal)
    {
        var options = new ComparisonOptions { RelativeTolerance = relative, AbsoluteTolerance = absolute };
        Assert.Equal(equal, Difference(options, Text(stored), Text(now)) is null);
    }

    [Fact]
    public void Difference_IsLookedForOnlyInCheckedCells_WhereAskedSo()
    {
        var lax = new ComparisonOptions { OnlyChecked = true };
        Assert.Null(Difference(lax, Text("a"), Text("b")));
        Assert.NotNull(Difference(lax, Text("a"), Text("b"), CellTags.CheckOutput));
        Assert.Null(Difference(lax, Text("a"), Text("b"), CellTags.CheckOutput, CellTags.IgnoreOutput));
    }

    [Fact]
    public void Difference_SeesOtherKindsAndMissingOutputs()
    {
        Assert.Equal("output 1: stored stream stdout, now execute_result", Difference(Text("1"), Shown("text/plain", "1")));
        Assert.Equal("1 stored outputs (stream stdout), now 0 (none)", Difference(Text("1"), []));
        Assert.Equal("output 1: stored as text/plain, now text/html", Difference(Shown("text/plain", "1"), Shown("text/html", "1")));
    }

    [Fact]
    public void Difference_IsNotLookedForWhereTheTagSaysSo() => Assert.Null(Difference(Text("1 s"), Text("2 s"), CellTags.IgnoreOutput));

    [Fact]
    public void StableOutputs_HaveNoPathsAndNoIgnoredOutputs()
    {
        var folder = Path.Combine(Path.GetTempPath(), "book", "notebooks");
        var document = Notebook.Of(("a", []), ("b", [CellTags.IgnoreOutput]));
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
