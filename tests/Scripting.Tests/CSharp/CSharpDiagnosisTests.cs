namespace Scripting.Tests.CSharp;

public sealed class CSharpDiagnosisTests : IAsyncLifetime
{
    private readonly ScriptSession _session = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _session.DisposeAsync();

    private async Task<string> Of(string code, string language = "csharp") => string.Join(
        ' ', (await _session.DiagnoseAsync(code, language)).Select(problem => $"{problem.Start}-{problem.End}{(problem.IsError ? "" : "?")}:{problem.Message.Split(':')[0]}"));

    [Theory]
    [InlineData("var a = 1;", "")]
    [InlineData("1 + 1", "")]
    [InlineData("unknown + 1", "0-7:CS0103")]
    [InlineData("var a = ;", "8-9:CS1525")]
    [InlineData("int F() { int unused; return 1; }", "14-20?:CS0168")]
    [InlineData("using var s = new MemoryStream();\ns.Length", "")]
    [InlineData("namespace N { class C { } }", "")]
    [InlineData("display(1)", "")]
    [InlineData("#!csharp\nunknown", "9-16:CS0103")]
    [InlineData("#r \"nuget: Some.Package, 1.0\"\nusing Some.Package;\nnew FromThePackage()", "")]
    [InlineData("#!html\n<b>no C#</b>", "")]
    [InlineData("#!fsharp\nlet x = unknown", "")]
    public async Task Cell_IsJudgedWithoutRunning(string code, string expected) => Assert.Equal(expected, await Of(code));

    [Fact]
    public async Task Cell_IsJudgedInTheStateOfTheSession()
    {
        Assert.Equal("0-1:CS0103", await Of("x + 1"));

        await _session.ExecuteAsync("var x = 20;", _ => { });

        Assert.Equal("", await Of("x + 1"));
        Assert.Equal("14-15:CS0029", await Of("string text = x;"));
    }
}
