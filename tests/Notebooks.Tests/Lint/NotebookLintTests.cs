using System.Text.Json.Nodes;

namespace Notebooks.Tests.Lint;

public sealed class NotebookLintTests
{
    [Theory]
    [InlineData("var y = x + 1;", "var x = 1;", "1:1 'x' is used here and declared only in cell 2 (c2); move the declaration up")]
    [InlineData("Console.WriteLine(1);\nint F() => G(2);", "int G(int x) => x;", "1:2 'G' is used here and declared only in cell 2 (c2); move the declaration up")]
    [InlineData("P Make() => null;", "record P(int A);", "1:1 'P' is used here and declared only in cell 2 (c2); move the declaration up")]
    [InlineData("foreach (var x in new[] { 1 }) Console.WriteLine(x);", "var x = 1;", null)]
    [InlineData("int F(int x) => x + 1;", "var x = 1;", null)]
    [InlineData("var a = new { x = 1 }; Console.WriteLine(a.x);", "var x = 1;", null)]
    [InlineData("var x = 1; var y = x;", "var x = 2;", null)]
    [InlineData("#!fsharp\nlet y = x", "var x = 2;", null)]
    [InlineData("void F(Layer layer) { }", "string Layer(int x) => null;", null)]
    public void UndefinedName(string first, string second, string? said) => Check("undefined-name", said, first, second);

    [Theory]
    [InlineData("var r = new Random();", "1:1 new Random() starts somewhere else in every run; give it a seed, such as new Random(1)")]
    [InlineData("\nRandom r = new();", "1:2 Random new() starts somewhere else in every run; give it a seed, such as new(1)")]
    [InlineData("var x = Random.Shared.Next();", "1:1 Random.Shared cannot be given a seed; use new Random(1), or another generator that takes one")]
    [InlineData("var context = new Microsoft.ML.MLContext();", "1:1 new Microsoft.ML.MLContext() starts somewhere else in every run; give it a seed, such as new MLContext(seed: 1)")]
    [InlineData("model.Fit(x, y, seed: DateTime.Now.Ticks);", "1:1 the seed DateTime.Now.Ticks is another one in every run; give a number")]
    [InlineData("var r = new Random(1); // new Random()\nvar s = \"new Random()\";", null)]
    [InlineData("model.Fit(x, y, seed: 1); Scaling.Fit(v);", null)]
    public void MissingSeed(string code, string? said) => Check("missing-seed", said, code);

    [Theory]
    [InlineData("var a = 1;\nFile.ReadAllText(\"/home/ann/data.csv\");", "1:2 '/home/ann/data.csv' is a path of one machine; write it relative to the notebook's folder")]
    [InlineData("File.ReadAllText(@\"C:\\Users\\ann\\data.csv\");", "1:1 'C:\\Users\\ann\\data.csv' is a path of one machine; write it relative to the notebook's folder")]
    [InlineData("File.ReadAllText(\"../data/home/a.csv\"); // a/tmp/b, https://example.org/home/ann", null)]
    public void AbsolutePath_InCode(string code, string? said) => Check("absolute-path", said, code);

    [Fact]
    public void AbsolutePath_InOutputs() => Check(
        "absolute-path", Shown("{\"output_type\":\"stream\",\"name\":\"stdout\",\"text\":\"read /tmp/a/b.csv\\n\"}"),
        "1:0 output 1 holds '/tmp/a/b.csv', a path of one machine; write paths relative to the notebook's folder, and store the notebook again");

    [Fact]
    public void LargeOutput()
    {
        var document = Shown("{\"output_type\":\"stream\",\"name\":\"stdout\",\"text\":\"" + new string('x', 3000) + "\"}");

        Assert.Empty(Found("large-output", document, new LintOptions { OutputLimit = 4000 }));
        Assert.StartsWith("1:0 its outputs are 3 kB, more than 2; show less", Assert.Single(Found("large-output", document, new LintOptions { OutputLimit = 2000 })));
    }

    [Fact]
    public void ErrorOutput()
    {
        const string error = "{\"output_type\":\"error\",\"ename\":\"E\",\"evalue\":\"why\",\"traceback\":[]}";

        Check("error-output", Shown(error), "1:0 it ended in E: why; repair it, or tag it raises-exception if it must fail");
        Check("error-output", Shown(error, CellTags.RaisesException), null);
    }

    [Fact]
    public void ExecutionOrder()
    {
        var document = Notebook.Of("1", "2", "3");
        (document.Cells[0].ExecutionCount, document.Cells[2].ExecutionCount) = (2, 1);
        Check("execution-order", document, "3:0 its prompt number is 1, after 2 in cell 1 (c1); run the notebook from top to bottom and store it");

        document.Cells[2].ExecutionCount = 3;
        Check("execution-order", document, null);
    }

    [Theory]
    [InlineData("#!mermaid\ngraph TD;\n  A --> B", "1:2 'graph TD;' ends in a semicolon, which the book's drawing library refuses; leave it out")]
    [InlineData("#!mermaid\ngraph TD\n  A-->B", "1:3 'A-->B' has no blanks around an arrow, so that its signs are read as parts of a name; write blanks")]
    [InlineData("#!mermaid\ngraph TD\n  A[x]-.->|no|B", "1:3 'A[x]-.->|no|B' has no blanks around an arrow, so that its signs are read as parts of a name; write blanks")]
    [InlineData("#!mermaid\ngraph LR\n  S[\"a-->b; c\"] --> A\n  A -->|\"C1--> h1\"| B\n  B -- text --> C\n  C <--> D", null)]
    [InlineData("graph TD;\nA-->B", null)]
    [InlineData("#!mermaid\nsequenceDiagram\nA-->>B: text", null)]
    public void MermaidSyntax(string code, string? said) => Check("mermaid-syntax", said, code);

    [Fact]
    public void MermaidSyntax_InFencesOfMarkdown()
    {
        var json = Notebook.Json(("text A-->B\n```mermaid\ngraph TD\nA-->B\n```\nA-->B", []));
        json["cells"]![0]!["cell_type"] = "markdown";

        Assert.StartsWith("1:4 'A-->B'", Assert.Single(Found("mermaid-syntax", NotebookDocument.Parse(json.ToJsonString(), "m.ipynb"))));
    }

    [Theory]
    [InlineData("scatter", null)]
    [InlineData("pie", "1:0 the static picture of its chart leaves out what is drawn as pie; where scripts do not run, it is not seen")]
    public void UnknownTrace(string type, string? said) =>
        Check("unknown-trace", Shown("{\"output_type\":\"display_data\",\"metadata\":{},\"data\":{\"application/vnd.plotly.v1+json\":{\"data\":[{\"type\":\"" + type + "\"}]}}}"), said);

    [Fact]
    public void MissingId()
    {
        var json = Notebook.Json(("1", []), ("2", []));
        ((JsonObject)json["cells"]![1]!).Remove("id");

        Assert.StartsWith("2:0 it has no id in the file", Assert.Single(Found("missing-id", NotebookDocument.Parse(json.ToJsonString(), "m.ipynb"))));
    }

    [Fact]
    public void WidgetState()
    {
        var json = Notebook.Json(("1", []));
        json["metadata"]!["widgets"] = new JsonObject();

        Assert.StartsWith("0:0 its metadata hold the state of widgets", Assert.Single(Found("widget-state", NotebookDocument.Parse(json.ToJsonString(), "w.ipynb"))));
    }

    [Theory]
    [InlineData("lint-skip", 0)]
    [InlineData("lint-skip:missing-seed", 0)]
    [InlineData("lint-skip:absolute-path", 1)]
    public void Tag_SwitchesARuleOffForItsCell(string tag, int expected) =>
        Assert.Equal(expected, NotebookLint.Check(Notebook.Of(("var r = new Random();", [tag])), new LintOptions()).Count);

    [Fact]
    public void SkippedRule_FindsNothing() =>
        Assert.Empty(NotebookLint.Check(Notebook.Of("var r = new Random();"), new LintOptions { Skipped = new HashSet<string> { "missing-seed" } }));

    private static NotebookDocument Shown(string output, params string[] tags)
    {
        var json = Notebook.Json(("1", tags));
        json["cells"]![0]!["outputs"] = new JsonArray(JsonNode.Parse(output));
        return NotebookDocument.Parse(json.ToJsonString(), "shown.ipynb");
    }

    private static void Check(string rule, string? said, params string[] codes) => Check(rule, Notebook.Of(codes), said);

    private static void Check(string rule, NotebookDocument document, string? said) => Assert.Equal(said is null ? [] : [said], Found(rule, document));

    // Only the rule asked about may find something.
    private static IReadOnlyList<string> Found(string rule, NotebookDocument document, LintOptions? options = null)
    {
        var findings = NotebookLint.Check(document, options ?? new LintOptions());
        Assert.All(findings, finding => Assert.Equal(rule, finding.Rule));
        return [.. findings.Select(finding => $"{finding.Cell}:{finding.Line} {finding.Message}")];
    }
}
