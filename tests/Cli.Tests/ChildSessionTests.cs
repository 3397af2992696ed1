using Notebooks;
using Scripting;

namespace Cli.Tests;

/// <summary>Sessions in real child processes.</summary>
[Collection(nameof(Alone))]
public sealed class ChildSessionTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly ChildSession _session;
    private readonly List<CellOutput> _outputs = [];

    public ChildSessionTests() => _session = ChildSession.Start(ChildCommand.Find(), _folder, new ChildSettings { Grace = TimeSpan.FromSeconds(1) });

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _session.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private string Text(string stream) => string.Concat(_outputs.OfType<StreamOutput>().Where(output => output.Name == stream).Select(output => output.Text));

    private async Task<CellStatus> RunAsync(string code, CancellationToken cancellationToken = default, string language = "csharp")
    {
        _outputs.Clear();
        var result = await _session.ExecuteAsync(new CellRequest("c1", code, language), _outputs.Add, cancellationToken).WaitAsync(TimeSpan.FromSeconds(60), CancellationToken.None);
        return result.Status;
    }

    [Fact]
    public async Task Session_KeepsStateAndStartsInTheGivenFolder()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "data.csv"), "1,2");

        Assert.Equal(CellStatus.Ok, await RunAsync("var data = File.ReadAllText(\"data.csv\");"));
        Assert.Equal(CellStatus.Ok, await RunAsync("data"));
        Assert.Equal("1,2", (string?)Assert.IsType<ResultOutput>(Assert.Single(_outputs)).Data["text/plain"]);
    }

    [Fact]
    public async Task Session_RunsCellsInTheLanguageAskedFor()
    {
        Assert.Equal(CellStatus.Ok, await RunAsync("let squares = [ for i in 1 .. 3 -> i * i ]\nsprintf \"%A\" squares", language: "fsharp"));
        Assert.Equal("[1; 4; 9]", (string?)Assert.IsType<ResultOutput>(_outputs[^1]).Data["text/plain"]);
        Assert.Equal(CellStatus.Error, await RunAsync("1", language: "cobol"));
        Assert.Contains("cobol", Assert.IsType<ErrorOutput>(_outputs[^1]).Value);
    }

    [Fact]
    public async Task Session_TakesWhatIsWrittenPastTheConsole_AndKeepsTheWireWhole()
    {
        const string code = """
            void Raw(Stream stream, string text) { stream.Write(Encoding.UTF8.GetBytes(text)); stream.Flush(); }
            for (var i = 0; i < 200; i++) { Raw(Console.OpenStandardOutput(), "{\"type\":\"done\"}\n"); Raw(Console.OpenStandardError(), "e"); }
            Console.WriteLine("told");
            """;

        Assert.Equal(CellStatus.Ok, await RunAsync(code));
        Assert.Contains(string.Concat(Enumerable.Repeat("{\"type\":\"done\"}\n", 200)), Text("stdout").Replace("told\n", ""));
        Assert.Contains("told\n", Text("stdout"));
        Assert.Equal(new string('e', 200), Text("stderr"));
    }

    [Fact]
    public async Task Session_CarriesLargeOutputs()
    {
        Assert.Equal(CellStatus.Ok, await RunAsync("for (var i = 0; i < 20000; i++) Console.WriteLine($\"line {i}\");"));
        Assert.Equal(string.Concat(Enumerable.Range(0, 20000).Select(i => $"line {i}\n")), Text("stdout").ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Session_StopsACellWhenAsked_AndGoesOn()
    {
        Assert.Equal(CellStatus.Ok, await RunAsync("var kept = 5;"));
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        Assert.Equal(CellStatus.Interrupted, await RunAsync("while (true) { }", stop.Token));
        Assert.Equal(CellStatus.Ok, await RunAsync("kept"));
    }

    [Fact]
    public async Task Session_IsKilled_IfACellDoesNotStop()
    {
        Assert.Equal(CellStatus.Ok, await RunAsync("var kept = 5;"));
        const string Stubborn = "try { Console.WriteLine(\"in\"); Thread.Sleep(Timeout.Infinite); } finally { Enumerable.Range(0, int.MaxValue).Count(i => Enumerable.Range(i, 1000).Contains(-1)); }";
        using var stop = new CancellationTokenSource();
        var result = await _session.ExecuteAsync(new CellRequest("c1", Stubborn), output => { _outputs.Add(output); stop.Cancel(); }, stop.Token).WaitAsync(TimeSpan.FromSeconds(60), CancellationToken.None);
        Assert.Equal(CellStatus.Died, result.Status);
        Assert.Contains("was killed", Assert.IsType<ErrorOutput>(_outputs[^1]).Value);
    }

    [Theory]
    [InlineData("Environment.Exit(7);", "exit code 7")]
    [InlineData("Environment.FailFast(\"told so\");", "exit code")]
    public async Task Session_ThatDies_SaysHow_AndDoesNotRunAgain(string code, string said)
    {
        Assert.Equal(CellStatus.Died, await RunAsync(code));
        Assert.Contains(said, Assert.IsType<ErrorOutput>(_outputs[^1]).Value);
        Assert.Equal(CellStatus.Died, await RunAsync("1"));
        Assert.Contains(said, Assert.IsType<ErrorOutput>(_outputs[^1]).Value);
    }

    [Fact]
    public async Task Session_WhoseCommandCannotStart_SaysWhatItWrote()
    {
        await using var session = ChildSession.Start(new ChildCommand(ChildCommand.Find().FileName, ["exec", "nowhere.dll"]), _folder);

        await session.WaitUntilReadyAsync();
        var result = await session.ExecuteAsync(new CellRequest("c1", "1"), _outputs.Add);

        Assert.Equal(CellStatus.Died, result.Status);
        Assert.Contains("nowhere.dll", Text("stderr") + Text("stdout"));
    }

    [Fact]
    public async Task Questions_AreAnswered_AlsoWhileACellRuns()
    {
        await RunAsync("var words = new List<string>();");
        using var stop = new CancellationTokenSource();
        var running = RunAsync("while (true) { }", stop.Token);

        var completions = await _session.CompleteAsync("words.AddR", 10, "csharp");
        var inspection = await _session.InspectAsync("words", 2, "csharp");
        var problems = await _session.DiagnoseAsync("words.Addd(1)", "csharp");
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => _session.CompleteAsync("a", 5, "csharp"));

        Assert.Contains(completions.Items, item => item.Text == "AddRange");
        Assert.Contains("List<string> words", inspection?.PlainText);
        Assert.StartsWith("CS1061", Assert.Single(problems).Message);
        Assert.Contains("The cell has 1 characters", refused.Message);
        await stop.CancelAsync();
        Assert.Equal(CellStatus.Interrupted, await running);
    }

    [Fact]
    public async Task End_IsToldToWhoWaitsForIt()
    {
        await RunAsync("1");
        var ended = _session.WaitUntilEndedAsync();
        Assert.False(ended.IsCompleted);

        _session.End();

        Assert.Equal("the process the cell ran in was closed", await ended.WaitAsync(TimeSpan.FromSeconds(10)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => _session.CompleteAsync("a", 1, "csharp"));
        Assert.Equal(CellStatus.Died, await RunAsync("1"));
    }
}
