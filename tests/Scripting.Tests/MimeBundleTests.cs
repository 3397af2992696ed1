namespace Scripting.Tests;

public class MimeBundleTests
{
    [Theory]
    [InlineData("1.0 / 3", "0.3333333333333333")]
    [InlineData("double.NaN", "NaN")]
    [InlineData("'x'", "x")]
    [InlineData("true", "True")]
    [InlineData("(object)null", "<null>")]
    [InlineData("new DateOnly(2026, 1, 31)", "01/31/2026")]
    [InlineData("new[] { 1.0, 2.5 }", "[ 1, 2.5 ]")]
    [InlineData("new[] { \"<a>\" }", "[ <a> ]")]
    public async Task PlainValues_AreTextAlone(string code, string text)
    {
        await using var cells = new Recording();
        await cells.RunAllAsync(code);
        Assert.Equal(text, cells.ResultText);
        Assert.Equal(["text/plain"], cells.Result.Select(entry => entry.Key));
    }

    [Theory]
    [InlineData("new { Name = \"<script>alert(1)</script>\" }")]
    [InlineData("new Dictionary<string, int> { [\"<script>\"] = 1 }")]
    [InlineData("new Exception(\"<script>\")")]
    [InlineData("new[] { new { A = \"<img src=x onerror=alert(1)>\", B = 1 } }")]
    public async Task Markup_InAValueIsEncoded(string code)
    {
        await using var cells = new Recording();
        await cells.RunAllAsync(code);
        var html = (string)cells.Result["text/html"]!;
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<style", html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Html_IsShownAsItIs()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("HTML(\"<b>bold</b>\")");
        Assert.Equal("<b>bold</b>", (string)cells.Result["text/html"]!);
    }

    [Fact]
    public async Task Formatter_ThatThrows_IsReportedBesideTheText()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync(
            "class Sick { public override string ToString() => \"sick\"; }",
            "Formatter.Register<Sick>((Func<Sick, string>)(s => throw new FormatException(\"no\")), \"text/html\");\nFormatter.SetPreferredMimeTypesFor(typeof(Sick), \"text/html\");",
            "new Sick()");
        Assert.Contains("the text/html formatter failed: FormatException: no", cells.ResultText, StringComparison.Ordinal);
    }
}
