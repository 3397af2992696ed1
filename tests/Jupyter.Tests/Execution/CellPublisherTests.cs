using System.Text.Json.Nodes;
using Jupyter.Execution;
using Jupyter.Transport;
using Scripting;

namespace Jupyter.Tests.Execution;

public sealed class CellPublisherTests
{
    private readonly RecordingSender _sender = new();
    private readonly CellPublisher _publisher;

    public CellPublisherTests() =>
        _publisher = new CellPublisher(new Request(Messages.New("execute_request"), Channel.Shell, _sender), 1, isSilent: false);

    [Fact]
    public void Display_CarriesItsIdForLaterUpdates()
    {
        _publisher.Publish(new DisplayOutput(new() { ["text/plain"] = "a" }, [], "id-1"));
        _publisher.Publish(new DisplayOutput(new() { ["text/plain"] = "b" }, [], "id-1", IsUpdate: true));
        _publisher.Publish(new DisplayOutput(new() { ["text/plain"] = "c" }, []));
        _publisher.Publish(new ClearOutput(Wait: true));

        Assert.Equal(["display_data", "update_display_data", "display_data", "clear_output"], _sender.Published);
        Assert.Equal("id-1", (string?)_sender.Sent[0].Message.Content["transient"]!["display_id"]);
        Assert.Equal("id-1", (string?)_sender.Sent[1].Message.Content["transient"]!["display_id"]);
        Assert.Equal("{}", _sender.Sent[2].Message.Content["transient"]!.ToJsonString());
        Assert.True((bool?)_sender.Sent[3].Message.Content["wait"]);
    }

    [Fact]
    public void Text_WithoutEndIsCutWithANote()
    {
        var chunk = new StreamOutput("stdout", new string('x', 10_000_000));

        for (var i = 0; i < 13; i++)
        {
            _publisher.Publish(chunk);
        }

        Assert.Equal(11, _sender.Sent.Count);
        Assert.Contains("100 MB", (string?)_sender.Sent[^1].Message.Content["text"], StringComparison.Ordinal);
    }

    [Fact]
    public void Topic_IsTheMessageType()
    {
        _publisher.Publish(new StreamOutput("stdout", "a"));

        Assert.Equal("stream"u8.ToArray(), Assert.Single(_sender.One("stream").Identities));
    }
}
