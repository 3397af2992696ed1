using System.Text.Json.Nodes;
using Jupyter.Contents;
using Jupyter.Execution;
using Jupyter.Transport;

namespace Jupyter.Tests.Handlers;

public sealed class CommHandlersTests : IDisposable
{
    private static readonly JsonObject s_open = new() { ["comm_id"] = "c", ["target_name"] = "nobody", ["data"] = new JsonObject() };

    private readonly KernelRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Open_OfAnUnknownTargetIsClosedAtOnce()
    {
        var sent = await _rig.AskAsync("comm_open", (JsonObject)s_open.DeepClone());

        Assert.Equal(["busy", "comm_close", "idle"], sent.Types());
        Assert.Equal("c", (string?)sent.OfType("comm_close").Content["comm_id"]);
        var info = await _rig.AskAsync("comm_info_request");
        Assert.Equal("{}", info.OfType("comm_info_reply").Content["comms"]!.ToJsonString());
    }

    [Theory]
    [InlineData("comm_msg", new[] { "busy", "comm_close", "idle" })]
    [InlineData("comm_close", new[] { "busy", "idle" })]
    public async Task Message_ToACommThatIsNotOpenDoesNoHarm(string type, string[] expected)
    {
        var sent = await _rig.AskAsync(type, new JsonObject { ["comm_id"] = "c", ["data"] = new JsonObject() });

        Assert.Equal(expected, sent.Types());
    }

    [Fact]
    public void Registry_OpensPassesOnAndCloses()
    {
        var comms = new CommRegistry();
        var heard = new List<string>();
        comms.Register("echo", (comm, data) =>
        {
            heard.Add("open " + data.ToJsonString());
            comm.OnMessage = d => comm.Send(new JsonObject { ["back"] = d["x"]!.DeepClone() });
            comm.OnClose = _ => heard.Add("close");
        });
        var request = new Request(Messages.New("comm_msg"), Channel.Shell, _rig.Sender);

        Assert.True(comms.Open(new CommOpenContent { CommId = "c", TargetName = "echo", Data = new() { ["a"] = 1 } }, request));
        Assert.Equal("echo", Assert.Single(comms.Open("echo")).Value.TargetName);
        Assert.Empty(comms.Open("other"));
        Assert.True(comms.Receive(new CommMessageContent { CommId = "c", Data = new() { ["x"] = 7 } }, request));
        comms.Close(new CommMessageContent { CommId = "c" });

        Assert.Equal(["open {\"a\":1}", "close"], heard);
        Assert.Equal(7, (int?)_rig.Sender.One("comm_msg").Content["data"]!["back"]);
        Assert.Empty(comms.Open(targetName: null));
    }
}
