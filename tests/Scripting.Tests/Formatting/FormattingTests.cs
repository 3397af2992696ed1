using System.Text.Json.Nodes;

namespace Scripting.Tests.Formatting;

public class FormattingTests
{
    [Theory]
    [InlineData("Enumerable.Range(0, 3).Select(i => new { I = i, Name = \"<b>\" })")]
    [InlineData("new[] { (I: 1, Name: \"<b>\") }.ToList()")]
    [InlineData("record Row(int I, string Name); new[] { new Row(1, \"<b>\"), null }")]
    public async Task Sequence_OfObjectsIsATable(string code)
    {
        await using var cells = new Recording();
        await cells.RunAllAsync(code);
        var html = (string)cells.Result["text/html"]!;
        Assert.StartsWith("<table><thead><tr><th>I", html, StringComparison.Ordinal);
        Assert.Contains("<td>&lt;b&gt;</td>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Table_SaysWhatItCuts()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("Enumerable.Range(0, 120).Select(i => new { I = i }).ToArray()");
        var html = (string)cells.Result["text/html"]!;
        Assert.Equal(51, html.Split("<tr>").Length - 1);
        Assert.EndsWith("<p>Shown: the first 50 rows of 120.</p>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EndlessSequence_IsCut()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("IEnumerable<object> Endless() { while (true) yield return new { A = 1 }; }\nIEnumerable<int> Numbers() { while (true) yield return 1; }", "Endless()", "Numbers()");
        Assert.Equal($"[ {string.Join(", ", Enumerable.Repeat(1, 50))} ... (more) ]", cells.ResultText);
        Assert.DoesNotContain("text/html", cells.Result.Select(form => form.Key));
    }

    [Theory]
    [InlineData("class Sick { public int A => throw new InvalidOperationException(\"boom\"); }\nnew[] { new Sick() }", "InvalidOperationException: boom")]
    [InlineData("class Sick { public int A => throw new InvalidOperationException(\"boom\"); }\nnew Sick()", "boom")]
    public async Task Property_ThatThrowsShowsItsMessage(string code, string message)
    {
        await using var cells = new Recording();
        await cells.RunAllAsync(code);
        Assert.Contains(message, cells.Result.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cycle_Ends()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("class Node { public Node Next; }\nvar n = new Node(); n.Next = n;\nn");
        Assert.InRange(cells.Result.ToJsonString().Length, 10, 64 * 1024);
    }

    [Fact]
    public async Task LongValue_IsCutAndSaysSo()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("new string('x', 100_000)");
        Assert.InRange(cells.ResultText.Length, 64 * 1024, 66 * 1024);
        Assert.Contains("65536 of 100000 characters are shown", cells.ResultText, StringComparison.Ordinal);
        await cells.RunAllAsync("HTML(new string('x', 100_000))");
        Assert.DoesNotContain("text/html", cells.Result.Select(form => form.Key));
        Assert.Contains("the text/html form is left out", cells.ResultText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cell_ThatShowsTooMuchLeavesTheRestOut()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("for (var i = 0; i < 30; i++) display(new string('x', 60_000));");
        var shown = cells.Outputs.OfType<DisplayOutput>().Select(d => (string)d.Data["text/plain"]!).ToArray();
        Assert.Equal(17, shown.Count(text => text.Length == 60_000));
        Assert.StartsWith("(left out: ", shown[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("new double[,] { { 1, 20 }, { 3, 4 } }", "double[2, 2]\n1  20\n3   4")]
    [InlineData("System.Text.Json.JsonDocument.Parse(\"[1,2]\").RootElement", "[\n  1,\n  2\n]")]
    public async Task KnownKinds_HaveTheirText(string code, string text)
    {
        await using var cells = new Recording();
        await cells.RunAllAsync(code);
        Assert.Equal(text, cells.ResultText.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Json_IsUnpacked()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("System.Text.Json.Nodes.JsonNode.Parse(\"{\\\"a\\\":[1]}\")");
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("{\"a\":[1]}"), cells.Result["application/json"]));
    }

    [Theory]
    [InlineData("Some 3", "Some 3")]
    [InlineData("type U = A of int | B\n[A 1; B]", "[A 1; B]")]
    [InlineData("type R = { X: int; Y: string option }\n{ X = 1; Y = None }", "{ X = 1\n  Y = None }")]
    [InlineData("[1; 2]", "[1; 2]")]
    public async Task FSharpValues_AreWrittenAsFSharpDoes(string code, string text)
    {
        await using var cells = new Recording { Options = new() { Language = "fsharp" } };
        await cells.RunAllAsync(code);
        Assert.Equal(text, cells.ResultText.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task RegisteredFormatter_WinsOverTables()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync(
            "class Item { public int A = 1; }\nclass Bag : List<Item> { }",
            "Formatter.Register<Bag>(b => \"<i>bag</i>\", \"text/html\");",
            "new Bag { new Item() }");
        Assert.Equal("<i>bag</i>", (string)cells.Result["text/html"]!);
    }

    [Fact]
    public async Task JsonFormatter_ThatWritesNoJsonDoesNotFailTheCell()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync(
            "class Odd { }",
            "Formatter.Register<Odd>(o => \"no json\", \"application/json\");\nFormatter.SetPreferredMimeTypesFor(typeof(Odd), \"application/json\");",
            "new Odd()");
        Assert.Equal("no json", (string)cells.Result["application/json"]!);
    }
}
