using Scripting.Magics;

namespace Scripting.Tests.Magics;

public class MagicQuestionTests
{
    [Theory]
    [InlineData("@input:name", "name", false)]
    [InlineData("@input", "", false)]
    [InlineData("@password:\"the secret\"", "the secret", true)]
    [InlineData("@input:{\"prompt\": \"a {b}\", \"type\": \"file\"}", "a {b}", false)]
    [InlineData("@password:{\"saveAs\": \"x\"}", "", true)]
    public void Question_IsRead(string text, string prompt, bool isPassword) =>
        Assert.Equal(new MagicQuestion(prompt, isPassword), MagicQuestion.Parse(text));

    [Theory]
    [InlineData("@csharp:x")]
    [InlineData("input:x")]
    [InlineData("")]
    public void Text_IsNoQuestion(string text) => Assert.Null(MagicQuestion.Parse(text));

    [Fact]
    public void Json_ThatIsMalformedIsAnError() =>
        Assert.Contains("no JSON with a \"prompt\"", Assert.Throws<MagicException>(() => MagicQuestion.Parse("@input:{prompt}")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Questions_AreAskedInAnyOption()
    {
        var asked = new List<string>();
        await using var cells = new Recording
        {
            Options = new()
            {
                Input = (request, _) =>
                {
                    asked.Add(request.Prompt);
                    return Task.FromResult(request.IsPassword ? "hunter2" : "x");
                },
            },
        };
        await cells.RunAllAsync(
            "#!set --name organization --value @input:\"Enter the name (e.g. dotnet)\"\n#!set --name token --value @password:{\"prompt\":\"Your token\", \"saveAs\": \"Token\"}",
            "#!value --name @input:\"which name\" --value text\n#!value --from-value @input:wat --name y",
            "organization");
        Assert.Equal("x", cells.ResultText);
        Assert.Equal(["Enter the name (e.g. dotnet)", "Your token", "which name", "wat"], asked);
        await cells.RunAllAsync("#!share --from value x\nx");
        Assert.Equal("text", cells.ResultText);
    }

    [Theory]
    [InlineData("token")]
    [InlineData("display(token);")]
    [InlineData("display(token, \"text/html\", \"application/json\");")]
    [InlineData("new { token }")]
    [InlineData("new[] { new { A = 1, token } }")]
    [InlineData("new Dictionary<string, object> { [\"a\"] = token }")]
    [InlineData("Console.WriteLine(token);\nConsole.WriteLine($\"{token}\");")]
    [InlineData("throw new Exception($\"failed with {token}\");")]
    [InlineData("#!whos")]
    [InlineData("#!fsharp\n#!share --from csharp token\nprintfn \"%A %O\" token token\n{| T = token |}")]
    [InlineData("#!javascript\n#!share --from csharp token\nx")]
    public async Task Password_NeverAppearsInOutputs(string code)
    {
        await using var cells = new Recording { Options = new() { Input = (_, _) => Task.FromResult("hunter2") } };
        await cells.RunAllAsync("#!set --name token --value @password:secret");
        _ = await cells.RunAsync(code);
        Assert.NotEmpty(cells.Outputs);
        Assert.DoesNotContain("hunter2", string.Join("\n", cells.Outputs.Select(Written)), StringComparison.Ordinal);
    }

    private static string Written(CellOutput output) => output switch
    {
        DisplayOutput display => display.Data.ToJsonString(),
        ResultOutput result => result.Data.ToJsonString(),
        ErrorOutput error => error.Value + string.Join("\n", error.Traceback),
        _ => output.ToString(),
    };
}
