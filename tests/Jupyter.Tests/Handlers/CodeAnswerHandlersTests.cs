using System.Text.Json.Nodes;
using Scripting;

namespace Jupyter.Tests.Handlers;

public sealed class CodeAnswerHandlersTests : IDisposable
{
    private readonly KernelRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Complete_SpeaksInCodePoints()
    {
        const string code = "\"😀😀\".Len";
        _rig.Session.OnComplete = (_, position) => new CompletionList(position - 3, position, [new CompletionItem("Length", "property", "int string.Length")]);

        var reply = (await _rig.AskAsync("complete_request", new JsonObject { ["code"] = code, ["cursor_pos"] = 8 })).OfType("complete_reply").Content;

        Assert.Equal(["Length"], reply["matches"]!.AsArray().Select(m => (string)m!));
        Assert.Equal((5, 8), ((int)reply["cursor_start"]!, (int)reply["cursor_end"]!));
        var type = reply["metadata"]!["_jupyter_types_experimental"]![0]!;
        Assert.Equal(("Length", "property", 5), ((string?)type["text"], (string?)type["type"], (int?)type["start"]));
    }

    [Fact]
    public async Task Complete_AnswersWhileACellRuns()
    {
        var release = new TaskCompletionSource<CellOutcome>();
        _rig.Session.OnExecute = (_, _, _, _) => release.Task;
        var cell = _rig.Receive("execute_request", Messages.Execute("wait"));
        await _rig.Sender.WaitForAsync("execute_input");

        var sent = await _rig.AskAsync("complete_request", new JsonObject { ["code"] = "x", ["cursor_pos"] = 1 });
        var statesOfTheCell = _rig.Under(cell).Types().Where(t => t is "busy" or "idle");
        release.SetResult(CellOutcome.Ok);

        Assert.Equal(["busy", "complete_reply", "idle"], sent.Types());
        Assert.Equal(["busy", "busy"], statesOfTheCell); // said again, since front ends show the last status
        await _rig.IdleAsync(cell);
        Assert.Equal("idle", _rig.Sender.Published[^1]);
    }

    [Fact]
    public async Task Inspect_AnswersInTwoFormats()
    {
        _rig.Session.OnInspect = (_, position, detail) => new Inspection($"plain {position} {detail}", "**marked**");

        var reply = (await _rig.AskAsync("inspect_request", new JsonObject { ["code"] = "😀x", ["cursor_pos"] = 2, ["detail_level"] = 1 })).OfType("inspect_reply").Content;

        Assert.True((bool?)reply["found"]);
        Assert.Equal(("plain 3 1", "**marked**"), ((string?)reply["data"]!["text/plain"], (string?)reply["data"]!["text/markdown"]));
    }

    [Fact]
    public async Task Inspect_OfNothingIsNotFound()
    {
        var reply = (await _rig.AskAsync("inspect_request", new JsonObject { ["code"] = "", ["cursor_pos"] = 0, ["detail_level"] = 0 })).OfType("inspect_reply").Content;

        Assert.Equal(("ok", false, "{}"), ((string?)reply["status"], (bool?)reply["found"], reply["data"]!.ToJsonString()));
    }

    [Theory]
    [InlineData(CodeCompleteness.Complete, "complete", null)]
    [InlineData(CodeCompleteness.Incomplete, "incomplete", "  ")]
    [InlineData(CodeCompleteness.Invalid, "invalid", null)]
    public async Task IsComplete_NamesTheStatusAndTheIndentOfWhatGoesOn(CodeCompleteness status, string expected, string? indent)
    {
        _rig.Session.OnIsComplete = _ => new CompletenessAnswer(status, "  ");

        var reply = (await _rig.AskAsync("is_complete_request", Messages.Execute("x"))).OfType("is_complete_reply").Content;

        Assert.Equal((expected, indent), ((string?)reply["status"], (string?)reply["indent"]));
    }

    [Fact]
    public async Task Failure_OfAHandlerIsAnErrorReplyAndALine()
    {
        _rig.Session.OnIsComplete = _ => throw new InvalidOperationException("broken");

        var reply = (await _rig.AskAsync("is_complete_request", Messages.Execute("x"))).OfType("is_complete_reply").Content;

        Assert.Equal(("error", "broken"), ((string?)reply["status"], (string?)reply["evalue"]));
        Assert.Contains("broken", Assert.Single(_rig.Log), StringComparison.Ordinal);
    }
}
