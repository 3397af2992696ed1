using Jupyter.Transport;

namespace Jupyter.Tests.Handlers;

public sealed class KernelInfoHandlerTests
{
    [Theory]
    [InlineData("shell")]
    [InlineData("control")]
    public async Task Reply_TellsLanguageAndVersions(string asked)
    {
        using var rig = new KernelRig();
        var channel = asked == "shell" ? Channel.Shell : Channel.Control;

        var sent = await rig.AskAsync("kernel_info_request", channel: channel);

        Assert.Equal(["busy", "kernel_info_reply", "idle"], sent.Types());
        var reply = sent.OfType("kernel_info_reply");
        Assert.Equal(channel, rig.Sender.Sent.Single(s => s.Message == reply).Channel);
        var language = reply.Content["language_info"]!;
        Assert.Equal("5.5", (string?)reply.Content["protocol_version"]);
        Assert.Equal(("C#", "text/x-csharp", ".cs", "csharp"),
            ((string?)language["name"], (string?)language["mimetype"], (string?)language["file_extension"], (string?)language["pygments_lexer"]));
        Assert.Matches(@"^\d+\.\d+$", (string?)language["version"]);
        Assert.False((bool?)reply.Content["debugger"]);
        Assert.Empty(reply.Content["supported_features"]!.AsArray());
    }
}
