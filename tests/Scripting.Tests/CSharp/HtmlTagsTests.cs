namespace Scripting.Tests.CSharp;

public class HtmlTagsTests
{
    [Theory]
    [InlineData("div(h1(\"a <b>\"), b(\"c\"))", "<div><h1>a &lt;b&gt;</h1><b>c</b></div>")]
    [InlineData("span[style: \"color:red\"](\"x\", br)", "<span style=\"color:red\">x<br /></span>")]
    [InlineData("var rows = new[] { 1, 2 }.Select(r => tr(td(HTML($\"{r}\"))));\ntable(tbody(rows))", "<table><tbody><tr><td>1</td></tr><tr><td>2</td></tr></tbody></table>")]
    public async Task Tags_NeedNoUsing(string code, string html)
    {
        await using var cells = new Recording();
        await cells.RunAllAsync(code);
        Assert.Equal(html, (string)cells.Result["text/html"]!);
    }

    [Theory]
    [InlineData("display(p);", "'p' does not exist")]
    [InlineData("b + 1", "'b' does not exist")]
    [InlineData("div(unknown)", "'unknown' does not exist")]
    [InlineData("i = 3;", "'i' does not exist")]
    public async Task Name_ThatIsNoTagStaysAnError(string code, string message)
    {
        await using var cells = new Recording();
        Assert.Equal(CellOutcome.Error, await cells.RunAsync(code));
        Assert.Contains(message, string.Join("\n", cells.Error.Traceback), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Variable_OfATagsNameHidesIt()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("div(\"x\")", "var b = 3;", "b * 2");
        Assert.Equal("6", cells.ResultText);
    }

    [Theory]
    [InlineData("using Newtonsoft.Json.Linq;", "#r \"nuget: Newtonsoft.Json\"")]
    [InlineData("using Some.Library;", "#r \"nuget: Some.Library\"")]
    [InlineData("using Microsoft.DotNet.Interactive.Jupyter;", "a part of .NET Interactive that this kernel does not have")]
    public async Task Namespace_ThatIsNotReferencedSaysWhatToDo(string code, string hint)
    {
        await using var cells = new Recording();
        Assert.Equal(CellOutcome.Error, await cells.RunAsync(code));
        Assert.Contains(hint, cells.Error.Traceback[^1], StringComparison.Ordinal);
    }
}
