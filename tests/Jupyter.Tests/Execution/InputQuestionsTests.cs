using System.Text.Json.Nodes;
using Jupyter.Execution;
using Jupyter.Protocol;
using Jupyter.Transport;
using Scripting;

namespace Jupyter.Tests.Execution;

public sealed class InputQuestionsTests : IDisposable
{
    private readonly RecordingSender _sender = new();
    private readonly InputQuestions _questions = new();
    private readonly Request _cell;

    public InputQuestionsTests() => _cell = new Request(Messages.New("execute_request"), Channel.Shell, _sender);

    public void Dispose() => _questions.Dispose();

    [Fact]
    public async Task Questions_AreAskedOneAfterTheOther()
    {
        var first = _questions.AskAsync(_cell, new InputRequest("1", false), CancellationToken.None);
        var second = _questions.AskAsync(_cell, new InputRequest("2", false), CancellationToken.None);
        Assert.Single(_sender.Sent);

        _questions.Answer(Reply("a"));
        Assert.Equal("a", await first);
        await WaitForQuestionsAsync(2);
        _questions.Answer(Reply("b"));

        Assert.Equal("b", await second);
    }

    [Fact]
    public async Task Answer_ToAnotherQuestionIsDropped()
    {
        var asked = _questions.AskAsync(_cell, new InputRequest("1", false), CancellationToken.None);

        _questions.Answer(Reply("stale") with { Parent = MessageHeader.New("input_request") });
        Assert.False(asked.IsCompleted);
        _questions.Answer(Reply("right") with { Parent = _sender.Sent[0].Message.Header });

        Assert.Equal("right", await asked);
    }

    [Fact]
    public async Task Interrupt_EndsTheWaitAndTheNextQuestionCanBeAsked()
    {
        using var stop = new CancellationTokenSource();
        var asked = _questions.AskAsync(_cell, new InputRequest("1", false), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        var next = _questions.AskAsync(_cell, new InputRequest("2", false), CancellationToken.None);
        _questions.Answer(Reply("b"));
        Assert.Equal("b", await next);
    }

    private static Message Reply(string value) => Messages.New("input_reply", new JsonObject { ["value"] = value });

    private async Task WaitForQuestionsAsync(int count)
    {
        for (var i = 0; i < 1000 && _sender.Sent.Count < count; i++)
        {
            await Task.Delay(10);
        }

        Assert.Equal(count, _sender.Sent.Count);
    }
}
