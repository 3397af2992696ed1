using System.Text;
using System.Text.Json.Nodes;
using Jupyter.Protocol;

namespace Jupyter.Tests.Protocol;

public sealed class FramesTests
{
    private readonly MessageSigner _signer = new("key");

    [Fact]
    public void Read_TakesBackWhatWriteMade()
    {
        var request = Messages.New("execute_request", new JsonObject { ["code"] = "\"é 😀 <b>\"" });
        var message = request.Answer("execute_reply", request.Content) with { Buffers = [[1, 2], []], Metadata = new() { ["a"] = 1 } };

        var read = Frames.Read(Frames.Write(message, _signer), _signer);

        Assert.Equal("client", Encoding.ASCII.GetString(Assert.Single(read.Identities)));
        Assert.Equal(message.Header with { Others = null }, read.Header with { Others = null });
        Assert.Equal(request.Header.MsgId, read.Parent!.MsgId);
        Assert.Equal(message.Content.ToJsonString(), read.Content.ToJsonString());
        Assert.Equal(message.Metadata.ToJsonString(), read.Metadata.ToJsonString());
        Assert.Equal([[1, 2], []], read.Buffers);
    }

    [Fact]
    public void Read_KeepsUnknownFieldsOfAHeaderForTheAnswer()
    {
        var frames = Signed("""{"msg_id": "1", "msg_type": "x", "session": "s", "username": "u", "date": "d", "version": "5.5", "subshell_id": "7"}""", "{}", "{}", "{}");

        var answer = Frames.Write(Frames.Read(frames, _signer).Answer("y", []), _signer);

        var parent = Encoding.UTF8.GetString(answer[^3]);
        Assert.Contains("\"subshell_id\":\"7\"", parent, StringComparison.Ordinal);
        Assert.Contains("\"date\":\"d\"", parent, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ChecksTheSignatureBeforeItParses()
    {
        var frames = Signed("not json", "{}", "{}", "{}");
        frames[1] = new byte[64];

        var error = Assert.Throws<MessageException>(() => Frames.Read(frames, _signer));

        Assert.Contains("signature is wrong", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Read_RefusesATruncatedMessage(int kept)
    {
        var frames = Frames.Write(Messages.New("x") with { Identities = [] }, _signer).Take(kept).ToArray();

        Assert.Throws<MessageException>(() => Frames.Read(frames, _signer));
    }

    [Theory]
    [InlineData("not json", "{}", "{}", "{}")]
    [InlineData("{}", "{}", "{}", "{}")]
    [InlineData("null", "{}", "{}", "{}")]
    [InlineData("""{"msg_id": null, "msg_type": "x"}""", "{}", "{}", "{}")]
    [InlineData("""{"msg_id": "1", "msg_type": "x"}""", "[]", "{}", "{}")]
    [InlineData("""{"msg_id": "1", "msg_type": "x"}""", "{}", "3", "{}")]
    [InlineData("""{"msg_id": "1", "msg_type": "x"}""", "{}", "{}", "{")]
    [InlineData("""{"msg_id": "1", "msg_type": "x"}""", "{}", "{}", "")]
    public void Read_RefusesInvalidJson(string header, string parent, string metadata, string content)
    {
        Assert.Throws<MessageException>(() => Frames.Read(Signed(header, parent, metadata, content), _signer));
    }

    [Fact]
    public void Write_ReplacesHalfACharacterRatherThanFail()
    {
        var frames = Frames.Write(Messages.New("stream", new() { ["text"] = "a\ud83d" }), _signer);

        Assert.Equal("a\ufffd", (string?)Frames.Read(frames, _signer).Content["text"]);
    }

    private byte[][] Signed(params string[] parts)
    {
        var json = parts.Select(Encoding.UTF8.GetBytes).ToArray();
        return ["<IDS|MSG>"u8.ToArray(), Encoding.ASCII.GetBytes(_signer.Sign(json)), .. json];
    }
}
