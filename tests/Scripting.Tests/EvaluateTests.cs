namespace Scripting.Tests;

public class EvaluateTests
{
    [Fact]
    public async Task Expression_IsAMimeBundle()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("var x = 20;");
        var result = Assert.IsType<ResultOutput>(await cells.Session.EvaluateAsync("x + 22"));
        Assert.Equal("42", (string)result.Data["text/plain"]!);
    }

    [Theory]
    [InlineData("missing", "CompilationError")]
    [InlineData("int.Parse(\"a\")", "System.FormatException")]
    [InlineData("Console.Write(3)", "NoValue")]
    public async Task Expression_ThatFailsIsAnError(string expression, string name)
    {
        await using var cells = new Recording();
        Assert.Equal(name, Assert.IsType<ErrorOutput>(await cells.Session.EvaluateAsync(expression)).Name);
    }

    [Fact]
    public async Task Expression_LeavesTheSessionAsItWas()
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("var x = 1;");
        _ = await cells.Session.EvaluateAsync("int.TryParse(\"3\", out var y) ? y : 0");
        Assert.Equal(CellOutcome.Error, await cells.RunAsync("y"));
        await cells.RunAllAsync("var z = 2;", "x + z");
        Assert.Equal("3", cells.ResultText);
    }
}
