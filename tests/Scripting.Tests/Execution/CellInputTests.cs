namespace Scripting.Tests.Execution;

public class CellInputTests
{
    [Theory]
    [InlineData("Console.ReadLine()", "one", "")]
    [InlineData("Console.ReadLine() + Console.In.ReadLine()", "onetwo", "|")]
    [InlineData("(char)Console.Read() + Console.ReadLine() + Console.ReadLine()", "onetwo", "|")]
    [InlineData("input(\"Name?\") + Kernel.input()", "onetwo", "Name?|")]
    [InlineData("await Kernel.GetInputAsync(\"a\")", "one", "a")]
    [InlineData("password(\"b\").GetClearTextPassword()", "one", "*b")]
    [InlineData("password(\"b\")", "••••••", "*b")]
    [InlineData("(await Kernel.GetPasswordAsync(\"c\")).GetClearTextPassword() + await Kernel.GetInputAsync(\"d\", isPassword: true)", "onetwo", "*c|*d")]
    [InlineData("await Task.Run(() => Console.ReadLine())", "one", "")]
    public async Task Questions_AreAnsweredByTheUser(string code, string value, string asked)
    {
        var answers = new Queue<string>(["one", "two"]);
        var questions = new List<string>();
        await using var cells = new Recording
        {
            Options = new()
            {
                Input = (request, _) =>
                {
                    questions.Add((request.IsPassword ? "*" : "") + request.Prompt);
                    return Task.FromResult(answers.Dequeue());
                },
            },
        };
        await cells.RunAllAsync(code);
        Assert.Equal(value, cells.ResultText);
        Assert.Equal(asked, string.Join('|', questions));
    }

    [Theory]
    [InlineData("Console.ReadLine()")]
    [InlineData("input(\"Name?\")")]
    [InlineData("await Kernel.GetInputAsync()")]
    public async Task Question_WithNobodyToAskFailsAtOnce(string code)
    {
        await using var cells = new Recording();
        Assert.Equal(CellOutcome.Error, await cells.RunAsync(code));
        Assert.Contains("nobody can answer here", cells.Error.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Console.ReadLine()")]
    [InlineData("await Kernel.GetInputAsync()")]
    public async Task Question_CanBeInterrupted(string code)
    {
        var asked = new TaskCompletionSource();
        await using var cells = new Recording
        {
            Options = new()
            {
                Input = async (_, token) =>
                {
                    asked.SetResult();
                    await Task.Delay(Timeout.Infinite, token);
                    return "";
                },
            },
        };
        using var stop = new CancellationTokenSource();
        var run = cells.RunAsync(code, stop.Token);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(10));
        await stop.CancelAsync();
        Assert.Equal(CellOutcome.Interrupted, await run.WaitAsync(TimeSpan.FromSeconds(5)));
    }
}
