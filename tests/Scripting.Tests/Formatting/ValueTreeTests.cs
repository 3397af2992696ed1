namespace Scripting.Tests.Formatting;

public class ValueTreeTests
{
    private const string Person = "class Person { public string Name { get; set; } public List<Person> Friends { get; } = []; }\n";

    [Fact]
    public async Task Object_IsATableOfTwoColumnsWithWhatIsWithinFoldedAway()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("new { A = 1, B = new[] { 1, 2 }, C = new { D = \"x\" } }");
        Assert.Equal(
            "<table><tbody><tr><td>A</td><td style=\"text-align:right\">1</td></tr><tr><td>B</td><td>[ 1, 2 ]</td></tr>"
            + "<tr><td>C</td><td><details><summary>{ D }</summary><table><tbody><tr><td>D</td><td>x</td></tr></tbody></table></details></td></tr></tbody></table>",
            (string)cells.Result["text/html"]!);
        Assert.Equal("{ A, B, C }\n  A: 1\n  B: [ 1, 2 ]\n  C: { D }\n      D: x", cells.ResultText);
    }

    [Fact]
    public async Task Dictionary_ShowsKeysAndValues()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("new Dictionary<string, object> { [\"a\"] = 1, [\"b\"] = \"two\" }");
        Assert.Contains("<tr><td>b</td><td>two</td></tr>", (string)cells.Result["text/html"]!, StringComparison.Ordinal);
        Assert.Equal("Dictionary<string, object> (2 items)\n  a: 1\n  b: two", cells.ResultText);
        await cells.RunAllAsync("new[] { 1, 2, 3 }.GroupBy(x => x % 2)");
        Assert.Contains("1: [ 1, 3 ]", cells.ResultText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cycle_IsMarked()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync(Person + "var a = new Person { Name = \"a\" }; var b = new Person { Name = \"b\" };\na.Friends.Add(b); b.Friends.Add(a);", "a");
        Assert.Contains("(cycle: ", cells.ResultText, StringComparison.Ordinal);
        Assert.Contains("(cycle: ", (string)cells.Result["text/html"]!, StringComparison.Ordinal);
        await cells.RunAllAsync("record R(int A) { public R Next { get; set; } }\nvar r = new R(1); r.Next = r;", "r");
        Assert.Contains("Next: (cycle: R is shown above)", cells.ResultText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OutputLimits.Depth = 1;", "new { A = new { B = 1 } }", "A: { B } (deeper than 1 levels)")]
    [InlineData("OutputLimits.Properties = 2;", "new { A = 1, B = 2, C = 3 }", "Shown: 2 of 3 properties.")]
    [InlineData("OutputLimits.Rows = 2;", "new[] { new { A = 1 }, new { A = 2 }, new { A = 3 } }", "Shown: the first 2 rows of 3.")]
    [InlineData("OutputLimits.Rows = 2;", "new[] { 1, 2, 3 }", "... (1 more)")]
    [InlineData("OutputLimits.Rows = 1;", "new Dictionary<int, object> { [1] = 2, [3] = 4 }", "the first 1 entries of 2")]
    [InlineData("OutputLimits.Columns = 1;", "new[] { new { A = 1, B = 2 } }", "1 of 2 columns")]
    [InlineData("OutputLimits.Rows = 1;", "new int[2, 2, 2]", "Shown: 1 of 2 matrices, 1 of 2 rows.")]
    [InlineData("OutputLimits.ValueLength = 100;", "new string('x', 200)", "100 of 200 characters are shown; OutputLimits.ValueLength")]
    [InlineData("OutputLimits.ValueLength = 300;", "new { A = new { B = new { C = new string('x', 100), D = new string('y', 100) } } }", "levels deep: more is longer than OutputLimits.ValueLength")]
    [InlineData("OutputLimits.ChartLength = 10;", "SVG(\"<svg xmlns='http://www.w3.org/2000/svg'/>\")", "OutputLimits.ChartLength allows 10")]
    [InlineData("OutputLimits.CellLength = 10;", "new string('x', 20)", "OutputLimits.CellLength allows 10")]
    [InlineData("Formatter.ListExpansionLimit = 2;", "new[] { 1, 2, 3 }", "... (1 more)")]
    public async Task Limit_CanBeSetAndSaysWhatIsCut(string limit, string code, string note)
    {
        await using var cells = new Recording();
        try
        {
            await cells.RunAllAsync(limit, code);
            Assert.Contains(note, cells.ResultText, StringComparison.Ordinal);
        }
        finally
        {
            await cells.RunAllAsync("OutputLimits.Depth = 4; OutputLimits.Properties = 100; OutputLimits.Rows = 50; OutputLimits.Columns = 20;\n"
                + "OutputLimits.ValueLength = 65536; OutputLimits.ChartLength = 409600; OutputLimits.CellLength = 1048576;");
        }
    }

    [Fact]
    public async Task Graph_ThatIsLargeIsShownInTime()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync(
            Person + "var people = Enumerable.Range(0, 60).Select(i => new Person { Name = $\"p{i}\" }).ToArray();\nforeach (var p in people) p.Friends.AddRange(people);",
            "people");
        Assert.InRange(cells.ResultText.Length, 100, 70_000);
        Assert.Contains("levels deep", cells.ResultText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("class T { public int A => throw new InvalidOperationException(\"boom\"); public int B => 2; }\nnew T()", "A: InvalidOperationException: boom\n  B: 2")]
    [InlineData("class T { public IEnumerable<int> A => new[] { 0 }.Select(x => 1 / x); }\nnew T()", "DivideByZeroException")]
    [InlineData("class T { public int A = 1; public override string ToString() => throw new Exception(\"boom\"); }\nnew { T = new T() }", "its ToString failed: Exception: boom")]
    [InlineData("new[] { 1, 0 }.Select(x => 1 / x)", "DivideByZeroException")]
    [InlineData("new FileInfo(\"no such file\").Length.ToString() is null ? 0 : 1", null)]
    [InlineData("class T { public Span<int> S => default; public int A = 1; public unsafe int* P => null; }\nnew T()", "T\n  A: 1")]
    [InlineData("new { Later = new TaskCompletionSource<int>().Task }", "Later: Task<int> (WaitingForActivation)")]
    [InlineData("new { Never = new Lazy<int>(() => throw new Exception(\"asked\")) }", "Never: Value is not created.")]
    public async Task Value_ThatFailsNeverFailsTheCell(string code, string? text)
    {
        await using var cells = new Recording();
        if (text is null)
        {
            Assert.Equal(CellOutcome.Error, await cells.RunAsync(code)); // the cell's own code failed, not its display
            return;
        }

        await cells.RunAllAsync(code);
        Assert.Contains(text, cells.ResultText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sequence_ThatNeverEndsCanBeInterrupted()
    {
        await using var cells = new Recording();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        Assert.Equal(CellOutcome.Interrupted, await cells.RunAsync("Enumerable.Range(0, int.MaxValue).Select(x => { Thread.Sleep(1); return x; }).Where(x => x < 0)", stop.Token));
    }

    [Theory]
    [InlineData("typeof(List<int>)", "System.Collections.Generic.List<int>")]
    [InlineData("new StringBuilder(\"abc\")", "abc")]
    [InlineData("\"abc\".AsMemory()", "abc")]
    [InlineData("new Uri(\"http://a.b/c\")", "http://a.b/c")]
    [InlineData("(1, \"a\")", "( 1, a )")]
    [InlineData("new System.Numerics.Complex(1, 2)", "<1; 2>")]
    [InlineData("Task.CompletedTask.Status", "RanToCompletion")]
    [InlineData("new List<object>()", "[  ]")]
    [InlineData("new int[1, 2, 2]", "int[1, 2, 2]\n[0, .., ..]\n0  0\n0  0")]
    [InlineData("return 5;", "5")]
    public async Task Words_AreTextAlone(string code, string text)
    {
        await using var cells = new Recording();
        await cells.RunAllAsync(code);
        Assert.Equal(text, cells.ResultText);
        Assert.DoesNotContain("text/html", cells.Result.Select(form => form.Key));
    }
}
