using System.Text.Json.Nodes;
using Jupyter.Transport;
using Scripting;

namespace Jupyter.Tests.Handlers;

public sealed class ControlHandlersTests : IDisposable
{
    private readonly KernelRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData(true, "control")]
    [InlineData(false, "shell")]
    public async Task Shutdown_EchoesRestartAndStopsTheKernelAlsoWhileACellRuns(bool restart, string asked)
    {
        var release = new TaskCompletionSource<CellOutcome>();
        _rig.Session.OnExecute = (_, _, _, _) => release.Task;
        _rig.Receive("execute_request", Messages.Execute("wait"));

        var sent = await _rig.AskAsync("shutdown_request", new JsonObject { ["restart"] = restart }, asked == "control" ? Channel.Control : Channel.Shell);
        var isStopped = _rig.Lifetime.Stopped.IsCompleted;
        release.SetResult(CellOutcome.Ok);

        Assert.True(isStopped);
        var replies = sent.Where(m => m.Type == "shutdown_reply").ToList();
        Assert.Equal(2, replies.Count); // to who asked, and to everyone
        Assert.All(replies, r => Assert.Equal(("ok", restart), ((string?)r.Content["status"], (bool?)r.Content["restart"])));
    }

    [Fact]
    public async Task Interrupt_WithoutARunningCellIsAnswered()
    {
        var sent = await _rig.AskAsync("interrupt_request", channel: Channel.Control);

        Assert.Equal(["busy", "interrupt_reply", "idle"], sent.Types());
    }

    [Fact]
    public async Task Interrupt_ASecondTimeOffersTheRestart()
    {
        var release = new TaskCompletionSource<CellOutcome>();
        _rig.Session.OnExecute = (_, _, _, _) => release.Task;
        var cell = _rig.Receive("execute_request", Messages.Execute("native code"));
        await _rig.Sender.WaitForAsync("execute_input");

        await _rig.AskAsync("interrupt_request", channel: Channel.Control);
        Assert.DoesNotContain("stream", _rig.Under(cell).Types());
        await _rig.AskAsync("interrupt_request", channel: Channel.Control);
        release.SetResult(CellOutcome.Ok);

        Assert.Contains("restart", (string?)_rig.Under(cell).OfType("stream").Content["text"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownRequest_IsLoggedAndTheKernelGoesOn()
    {
        var sent = await _rig.AskAsync("debug_request", new JsonObject { ["command"] = "attach" }, Channel.Control);

        Assert.Equal(["busy", "idle"], sent.Types());
        Assert.Contains("debug_request", Assert.Single(_rig.Log), StringComparison.Ordinal);
        Assert.Equal("ok", (string?)(await _rig.AskAsync("execute_request", Messages.Execute("x"))).OfType("execute_reply").Content["status"]);
    }
}
