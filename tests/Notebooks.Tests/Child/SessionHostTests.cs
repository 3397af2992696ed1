using System.IO.Pipelines;
using System.Text;
using Scripting;

namespace Notebooks.Tests.Child;

public sealed class SessionHostTests : IAsyncLifetime
{
    private readonly Pipe _requests = new();
    private readonly Pipe _replies = new();
    private readonly List<string> _marks = [];
    private readonly StreamWriter _writer;
    private readonly StreamReader _reader;
    private readonly Task _serving;

    public SessionHostTests()
    {
        _writer = new StreamWriter(_requests.Writer.AsStream()) { AutoFlush = true };
        _reader = new StreamReader(_replies.Reader.AsStream());
        var host = new SessionHost(new FakeSession(), _replies.Writer.AsStream(), _marks.Add);
        _serving = host.ServeAsync(_requests.Reader.AsStream());
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _writer.DisposeAsync();
        await _serving;
        _reader.Dispose();
    }

    private async Task SendAsync(SessionMessage message) => await _writer.WriteLineAsync(message.ToLine());

    private async Task<SessionMessage> ReceiveAsync() =>
        SessionMessage.FromLine((await _reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(10))) ?? throw new EndOfStreamException());

    [Fact]
    public async Task Host_SendsReadyThenOutputsThenDone()
    {
        Assert.IsType<ReadyMessage>(await ReceiveAsync());
        await SendAsync(new ExecuteMessage("c1", "print héllo\n\"x\"", "csharp", "mark"));
        Assert.Equal(new StreamOutput("stdout", "héllo\n\"x\""), (await ReceiveAsync()).Output);
        Assert.Equal(CellStatus.Ok, Assert.IsType<DoneMessage>(await ReceiveAsync()).Status);
        Assert.Equal(["mark"], _marks);
    }

    [Fact]
    public async Task Host_StopsACellWhenAsked()
    {
        Assert.IsType<ReadyMessage>(await ReceiveAsync());
        await SendAsync(new ExecuteMessage("c1", "hang", "csharp", "mark"));
        await SendAsync(new CancelMessage());
        Assert.Equal(CellStatus.Interrupted, Assert.IsType<DoneMessage>(await ReceiveAsync()).Status);
    }

    [Fact]
    public async Task Host_ReportsWhatTheSessionThrowsAndWhatJsonCannotSay()
    {
        Assert.IsType<ReadyMessage>(await ReceiveAsync());
        await SendAsync(new ExecuteMessage("c1", "unknown", "csharp", "mark"));
        Assert.Contains("does not know 'unknown'", Assert.IsType<ErrorOutput>((await ReceiveAsync()).Output).Value);
        Assert.Equal(CellStatus.Error, Assert.IsType<DoneMessage>(await ReceiveAsync()).Status);
        await SendAsync(new ExecuteMessage("c2", "nan", "csharp", "mark"));
        Assert.StartsWith("An output could not be shown", Assert.IsType<StreamOutput>((await ReceiveAsync()).Output).Text);
        Assert.Equal(CellStatus.Ok, Assert.IsType<DoneMessage>(await ReceiveAsync()).Status);
    }

    [Fact]
    public async Task Host_KeepsTheOrderOfManyOutputs()
    {
        Assert.IsType<ReadyMessage>(await ReceiveAsync());
        await SendAsync(new ExecuteMessage("c1", "many 2000", "csharp", "mark"));
        var text = new StringBuilder();
        while (await ReceiveAsync() is StreamMessage stream)
        {
            text.Append(stream.Text);
        }

        Assert.Equal(string.Concat(Enumerable.Range(0, 2000).Select(i => $"{i}\n")), text.ToString());
    }

    public static TheoryData<CellOutput> Outputs => new(
        new StreamOutput("stderr", "a\n"),
        new ErrorOutput("E", "v", ["x", "y"]),
        new ClearOutput(true));

    [Theory]
    [MemberData(nameof(Outputs))]
    public void Messages_SurviveTheWire(CellOutput output) => Assert.Equivalent(output, SessionMessage.FromLine(SessionMessage.Of(output).ToLine()).Output);

    [Fact]
    public void Messages_SurviveTheWireWithTheirData()
    {
        var sent = new DisplayOutput(new() { ["text/plain"] = "1", ["application/json"] = 2 }, new() { ["k"] = true }, "id", true);
        var line = SessionMessage.Of(sent).ToLine();
        var received = Assert.IsType<DisplayOutput>(SessionMessage.FromLine(line).Output);

        Assert.DoesNotContain('\n', line);
        Assert.Equal(sent.Data.ToJsonString(), received.Data.ToJsonString());
        Assert.Equal((sent.Metadata.ToJsonString(), "id", true), (received.Metadata.ToJsonString(), received.DisplayId, received.IsUpdate));
    }
}
