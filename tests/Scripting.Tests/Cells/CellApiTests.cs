using System.Text.Json.Nodes;

namespace Scripting.Tests.Cells;

public class CellApiTests
{
    [Theory]
    [InlineData("Markdown(\"# x\")", "text/markdown", "# x")]
    [InlineData("SVG(\"<svg/>\")", "image/svg+xml", "<svg/>")]
    [InlineData("new LaTeXString(@\"\\alpha\")", "text/latex", "\\alpha")]
    [InlineData("(MathString)\"x^2\"", "text/latex", "$$x^2$$")]
    [InlineData("\"<b>\".DisplayAs(\"text/html\");", "text/html", "<b>")]
    [InlineData("Javascript(\"f()\");", "application/javascript", "f()")]
    [InlineData("CSS(\"p { color: red }\");", "text/html", "<style>p { color: red }</style>")]
    [InlineData("new[] { new { A = 1 } }.DisplayTable();", "text/html", "<table><thead><tr><th>A</th></tr></thead><tbody><tr><td style=\"text-align:right\">1</td></tr></tbody></table>")]
    [InlineData("using static Microsoft.DotNet.Interactive.Formatting.PocketViewTags;\ndiv[id: \"d\"](b(\"<x>\"))", "text/html", "<div id=\"d\"><b>&lt;x&gt;</b></div>")]
    [InlineData("KernelInvocationContext.Current.Display(HTML(\"<i>\"));", "text/html", "<i>")]
    public async Task Content_IsShownAsWhatItIs(string code, string mimeType, string content)
    {
        await using var cells = new Recording();
        await cells.RunAllAsync(code);
        var data = cells.Outputs.Select(o => o switch { DisplayOutput d => d.Data, ResultOutput r => r.Data, _ => [] }).Single(d => d.ContainsKey(mimeType));
        Assert.Equal(content, (string)data[mimeType]!);
        Assert.True(data.ContainsKey("text/plain"));
    }

    [Fact]
    public async Task Image_HasItsSize()
    {
        const string png = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAIAAAA2iEnWAAAAC0lEQVR4nGNgwAYAABUAAdaiKVMAAAAASUVORK5CYII=";
        await using var cells = new Recording();
        await cells.RunAllAsync($"Image(Convert.FromBase64String(\"{png}\"))");
        Assert.Equal(png, (string)cells.Result["image/png"]!);
        var metadata = cells.Outputs.OfType<ResultOutput>().Single().Metadata;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("{\"image/png\":{\"width\":2,\"height\":3}}"), metadata));
        Assert.Equal(CellOutcome.Error, await cells.RunAsync("Image(new byte[] { 1, 2, 3 })"));
        Assert.Contains("no PNG or JPEG", cells.Error.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CancellationToken_IsCancelledByAnInterrupt()
    {
        await using var cells = new Recording();
        using var stop = new CancellationTokenSource();
        await cells.RunAllAsync("bool seen = false;");
        var run = cells.RunAsync("KernelInvocationContext.Current.CancellationToken.Register(() => seen = true);\nConsole.Write(\"started\");\nawait Task.Delay(-1);", stop.Token);
        while (!cells.Outputs.ToArray().OfType<StreamOutput>().Any())
        {
            Assert.False(run.IsCompleted);
            await Task.Delay(20);
        }

        await stop.CancelAsync();
        Assert.Equal(CellOutcome.Interrupted, await run);
        await cells.RunAllAsync("seen");
        Assert.Equal("True", cells.ResultText);
    }

    [Fact]
    public async Task Limit_BelowOneIsRefused()
    {
        await using var cells = new Recording();
        Assert.Equal(CellOutcome.Error, await cells.RunAsync("OutputLimits.Rows = 0;"));
        Assert.Contains("at least 1", cells.Error.Value, StringComparison.Ordinal);
    }
}
