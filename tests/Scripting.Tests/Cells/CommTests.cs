using System.Text.Json.Nodes;

namespace Scripting.Tests.Cells;

public sealed class CommTests : IAsyncLifetime
{
    private readonly Recording _cells = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _cells.DisposeAsync().AsTask();

    [Fact]
    public async Task Target_OfACellAnswersThePage()
    {
        await _cells.RunAllAsync("""
            var level = 1;
            Comms.Register("slider", (comm, data) =>
            {
                Console.Write($"opened at {data["at"]}");
                comm.OnMessage = d => { level = (int)d["value"]; comm.Send(new { doubled = 2 * level }); };
                comm.OnClose = _ => Console.Write("closed");
            });
            """);

        var opened = await SignalAsync(new CommOpen("c", "slider", new() { ["at"] = 5 }));
        Assert.Equal("opened at 5", Assert.IsType<StreamOutput>(Assert.Single(opened)).Text);
        Assert.Equal("slider", Assert.Single(_cells.Session.OpenComms).Value);

        var answer = await SignalAsync(new CommMessage("c", new() { ["value"] = 21 }));
        Assert.Equal(42, (int?)Assert.IsType<CommMessage>(Assert.Single(answer)).Data["doubled"]);
        await _cells.RunAllAsync("level");
        Assert.Equal("21", _cells.ResultText);

        var closed = await SignalAsync(new CommClose("c", []));
        Assert.Equal("closed", Assert.IsType<StreamOutput>(Assert.Single(closed)).Text);
        Assert.Empty(_cells.Session.OpenComms);
    }

    [Fact]
    public async Task Target_OfAnFSharpCellAnswersToo()
    {
        await _cells.RunAllAsync("""
            #!fsharp
            Comms.Register("double", fun comm data ->
                comm.OnMessage <- fun d -> comm.Send {| twice = 2 * d["x"].GetValue<int>() |})
            """);
        await SignalAsync(new CommOpen("c", "double", []));

        var answer = await SignalAsync(new CommMessage("c", new() { ["x"] = 21 }));

        Assert.Equal(42, (int?)Assert.IsType<CommMessage>(Assert.Single(answer)).Data["twice"]);
    }

    [Fact]
    public async Task Buffers_ReachTheCellAndThePage()
    {
        await _cells.RunAllAsync("""
            Comms.Register("bytes", (comm, _) =>
            {
                comm.Send(new { opened = comm.Buffers.Count });
                comm.OnMessage = _ => comm.Send(new { length = comm.Buffers[0].Length }, comm.Buffers[0].Reverse().ToArray(), new byte[] { 9 });
            });
            """);

        var opened = await SignalAsync(new CommOpen("c", "bytes", []) { Buffers = [[], [0]] });
        var answer = await SignalAsync(new CommMessage("c", []) { Buffers = [[1, 2, 3]] });

        Assert.Equal(2, (int?)Assert.IsType<CommMessage>(Assert.Single(opened)).Data["opened"]);
        Assert.Equal([[3, 2, 1], [9]], Assert.IsType<CommMessage>(Assert.Single(answer)).Buffers);
    }

    [Fact]
    public async Task Unknown_TargetsAndCommsAreToldSo()
    {
        Assert.False(await _cells.Session.ReceiveAsync(new CommOpen("c", "nobody", []), _ => { }));
        Assert.False(await _cells.Session.ReceiveAsync(new CommMessage("c", []), _ => { }));
        Assert.False(await _cells.Session.ReceiveAsync(new CommClose("c", []), _ => { }));
    }

    [Fact]
    public async Task Cell_OpensSendsAndCloses()
    {
        await _cells.RunAllAsync("""var comm = Comms.Open("gauge", new { from = 0 }); comm.Send(new { at = 3 }); comm.Close(); comm.Close();""");

        var (open, message, close) = (_cells.Outputs[0], _cells.Outputs[1], _cells.Outputs[2]);
        Assert.Equal(("gauge", 0), (Assert.IsType<CommOpen>(open).TargetName, (int?)((CommOpen)open).Data["from"]));
        Assert.Equal(3, (int?)Assert.IsType<CommMessage>(message).Data["at"]);
        Assert.IsType<CommClose>(close);
        Assert.Equal(3, _cells.Outputs.Count);
        Assert.Equal(CellOutcome.Error, await _cells.RunAsync("comm.Send(new { at = 4 });"));
        Assert.Contains("'gauge' is closed", _cells.Error.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Data_ThatIsNoObjectIsRefused()
    {
        Assert.Equal(CellOutcome.Error, await _cells.RunAsync("""Comms.Open("gauge", 7);"""));
        Assert.Contains("a Int32 is none", _cells.Error.Value, StringComparison.Ordinal);
        Assert.Empty(_cells.Session.OpenComms);
    }

    [Fact]
    public async Task Handler_ThatThrowsShowsItsLineAndTheSessionLives()
    {
        await _cells.RunAllAsync("Comms.Register(\"t\", (comm, data) =>\n    throw new InvalidOperationException(\"no such level\"));");

        var error = Assert.IsType<ErrorOutput>(Assert.Single(await SignalAsync(new CommOpen("c", "t", []))));

        Assert.Equal("no such level", error.Value);
        Assert.Contains(error.Traceback, line => line.Contains("cell 1, line 2", StringComparison.Ordinal));
        await _cells.RunAllAsync("1");
    }

    [Fact]
    public async Task Handler_ThatDoesNotEndIsInterrupted()
    {
        await _cells.RunAllAsync("""Comms.Register("t", (comm, data) => { while (true) { } });""");
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        var outputs = await SignalAsync(new CommOpen("c", "t", []), stop.Token);

        Assert.Equal("Interrupted", Assert.IsType<ErrorOutput>(Assert.Single(outputs)).Name);
        await _cells.RunAllAsync("1");
    }

    private async Task<List<CellOutput>> SignalAsync(CommSignal signal, CancellationToken cancellationToken = default)
    {
        var outputs = new List<CellOutput>();
        Assert.True(await _cells.Session.ReceiveAsync(signal, outputs.Add, cancellationToken));
        return outputs;
    }
}
