namespace Scripting.Tests.Formatting;

/// <summary>A string is never markup by itself, wherever in a value it stands.</summary>
public class MarkupInValuesTests
{
    private const string Script = "\"<script>alert(1)</script>\"";
    private const string Image = "\"<img src=x onerror=alert(1)>\"";

    public static TheoryData<string> Values
    {
        get
        {
            var places = new[]
            {
                "{0}",
                "new {{ A = {0} }}",
                "new {{ A = new {{ B = {0} }} }}",
                "new[] {{ new {{ A = {0}, B = 1 }} }}",
                "new[] {{ {0}, {0} }}",
                "new object[] {{ 1, {0}, new {{ A = {0} }} }}",
                "new Dictionary<string, object> {{ [{0}] = {0} }}",
                "new Dictionary<string, object> {{ [\"a\"] = new Dictionary<string, int> {{ [{0}] = 1 }} }}",
                "new Exception({0}, new ArgumentException({0}))",
                "class T {{ public int A => throw new Exception({0}); }}\nnew T()",
                "class T {{ public int A = 1; public override string ToString() => {0}; }}\nnew {{ T = new T() }}",
                "new[] {{ 1 }}.GroupBy(x => {0})",
                "(1, {0}, new {{ A = {0} }})",
                "new System.Collections.Hashtable {{ [{0}] = {0} }}",
                "new StringBuilder({0})",
                "Markdown({0})",
                "new System.Text.Json.Nodes.JsonObject {{ [{0}] = {0} }}",
            };
            return [.. places.SelectMany(place => new[] { Script, Image }.Select(text => string.Format(System.Globalization.CultureInfo.InvariantCulture, place, text)))];
        }
    }

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Value_OfCSharpIsEncoded(string code)
    {
        await using var cells = new Recording();
        await cells.RunAllAsync(code);
        AssertNoMarkup(cells);
        await cells.RunAllAsync($"display({(code.Contains('\n', StringComparison.Ordinal) ? "new T()" : code)}, \"text/html\");");
        AssertNoMarkup(cells);
    }

    [Fact]
    public async Task Value_OfFSharpIsEncoded()
    {
        await using var cells = new Recording { Options = new() { Language = "fsharp" } };
        await cells.RunAllAsync("type R = { A: string }");
        string[] values =
        [
            "{ A = \"<script>\" }",
            "[{ A = \"<img onerror=x>\" }]",
            "Some \"<script>\"",
            "Map.ofList [\"<script>\", \"<img onerror=x>\"]",
            "dict [\"<script>\", \"<img onerror=x>\"]",
            "{| A = \"<script>\" |}",
            "(1, [Some \"<script>\"])",
        ];
        foreach (var value in values)
        {
            await cells.RunAllAsync(value);
            AssertNoMarkup(cells);
        }
    }

    [Fact]
    public async Task Cells_AndColumnNamesOfADataFrameAreEncoded()
    {
        await using var cells = new Recording(Places.Figures);
        await cells.RunAllAsync(
            "#r \"Microsoft.Data.Analysis.dll\"\nusing Microsoft.Data.Analysis;",
            $"var frame = new DataFrame(new StringDataFrameColumn({Script}, new[] {{ {Image}, {Script} }}));\nframe");
        AssertNoMarkup(cells);
        await cells.RunAllAsync("frame.Rows[0]");
        AssertNoMarkup(cells);
        await cells.RunAllAsync("new { frame }");
        AssertNoMarkup(cells);
    }

    [Fact]
    public async Task Exception_ThatFailsTheCellIsText()
    {
        await using var cells = new Recording();
        Assert.Equal(CellOutcome.Error, await cells.RunAsync($"throw new Exception({Script});"));
        Assert.All(cells.Outputs, output => Assert.IsType<ErrorOutput>(output));
    }

    [Fact]
    public async Task Variables_AreListedEncoded()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync($"var x = {Script};", "#!whos");
        AssertNoMarkup(cells);
    }

    private static void AssertNoMarkup(Recording cells)
    {
        var bundles = cells.Outputs.Select(output => output switch { DisplayOutput d => d.Data, ResultOutput r => r.Data, _ => null }).OfType<System.Text.Json.Nodes.JsonObject>().ToArray();
        Assert.NotEmpty(bundles);
        foreach (var html in bundles.Select(bundle => (string?)bundle["text/html"]).OfType<string>())
        {
            Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        }
    }
}
