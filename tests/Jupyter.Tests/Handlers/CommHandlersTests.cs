using System.Text.Json.Nodes;
using Scripting;

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
    public async Task Signals_ReachTheSessionAndItsAnswersThePage()
    {
        var heard = new List<CommSignal>();
        _rig.Session.OnReceive = (signal, send) =>
        {
            heard.Add(signal);
            send(new CommMessage(signal.CommId, new() { ["back"] = 7 }));
            return true;
        };
        var open = await _rig.AskAsync("comm_open", new JsonObject { ["comm_id"] = "c", ["target_name"] = "echo", ["data"] = new JsonObject { ["a"] = 1 } });
        await _rig.AskAsync("comm_msg", new JsonObject { ["comm_id"] = "c", ["data"] = new JsonObject { ["x"] = 2 } });
        await _rig.AskAsync("comm_close", new JsonObject { ["comm_id"] = "c" });

        Assert.Equal(["busy", "comm_msg", "idle"], open.Types());
        Assert.Equal(7, (int?)open.OfType("comm_msg").Content["data"]!["back"]);
        var opened = Assert.IsType<CommOpen>(heard[0]);
        Assert.Equal(("c", "echo", 1), (opened.CommId, opened.TargetName, (int?)opened.Data["a"]));
        Assert.Equal(2, (int?)Assert.IsType<CommMessage>(heard[1]).Data["x"]);
        Assert.IsType<CommClose>(heard[2]);
    }

    [Fact]
    public async Task Buffers_TravelBothWays()
    {
        _rig.Session.OnReceive = (signal, send) =>
        {
            send(new CommMessage(signal.CommId, []) { Buffers = [.. signal.Buffers.Reverse()] });
            return true;
        };

        var sent = await _rig.AskAsync("comm_msg", new JsonObject { ["comm_id"] = "c" }, buffers: [[1, 2], []]);

        Assert.Equal([[], [1, 2]], sent.OfType("comm_msg").Buffers);
    }

    [Theory]
    [InlineData(null, "{\"c\":{\"target_name\":\"echo\"},\"d\":{\"target_name\":\"other\"}}")]
    [InlineData("echo", "{\"c\":{\"target_name\":\"echo\"}}")]
    [InlineData("nobody", "{}")]
    public async Task Info_ListsTheOpenCommsOfATarget(string? target, string expected)
    {
        _rig.Session.OpenComms = new Dictionary<string, string> { ["c"] = "echo", ["d"] = "other" };

        var sent = await _rig.AskAsync("comm_info_request", target is null ? [] : new JsonObject { ["target_name"] = target });

        Assert.Equal(expected, sent.OfType("comm_info_reply").Content["comms"]!.ToJsonString());
    }
}
