using System.Text.Json.Nodes;
using Jupyter.Transport;
using Scripting;

namespace Jupyter.Tests.Handlers;

public sealed class ExecuteHandlerTests : IDisposable
{
    private readonly KernelRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Cell_IsWrappedInBusyAndIdleWithItsInputFirst()
    {
        _rig.Session.OnExecute = (_, send, _, _) =>
        {
            send(new StreamOutput("stdout", "hello\n"));
            send(new ResultOutput(new() { ["text/plain"] = "2" }, []));
            return Task.FromResult(CellOutcome.Ok);
        };

        var sent = await _rig.AskAsync("execute_request", Messages.Execute("1+1"));

        Assert.Equal(["busy", "execute_input", "stream", "execute_result", "execute_reply", "idle"], sent.Types());
        Assert.Equal(1, (int?)sent.OfType("execute_result").Content["execution_count"]);
        Assert.Equal("1+1", (string?)sent.OfType("execute_input").Content["code"]);
        var reply = sent.OfType("execute_reply");
        Assert.Equal("ok", (string?)reply.Content["status"]);
        Assert.Equal(1, (int?)reply.Content["execution_count"]);
        Assert.Equal("client"u8.ToArray(), reply.Identities[0]);
    }

    [Fact]
    public async Task Error_HasTheSameFieldsOnIopubAndInTheReply()
    {
        _rig.Session.OnExecute = (_, send, _, _) => FakeSession.Fail(send);

        var sent = await _rig.AskAsync("execute_request", Messages.Execute("throw"));

        var (shown, reply) = (sent.OfType("error").Content, sent.OfType("execute_reply").Content);
        Assert.Equal("error", (string?)reply["status"]);
        foreach (var field in new[] { "ename", "evalue", "traceback" })
        {
            Assert.Equal(shown[field]!.ToJsonString(), reply[field]!.ToJsonString());
        }

        Assert.Contains("\e[36m   at cell 1, line 1: throw\e[0m", shown["traceback"]!.AsArray().Select(l => (string?)l));
    }

    [Fact]
    public async Task Counter_RisesOnlyForCellsThatAreStored()
    {
        async Task<int?> CountAsync(bool store, bool silent)
        {
            var content = new JsonObject { ["code"] = "x", ["store_history"] = store, ["silent"] = silent };
            return (int?)(await _rig.AskAsync("execute_request", content)).OfType("execute_reply").Content["execution_count"];
        }

        Assert.Equal(1, await CountAsync(store: true, silent: false));
        Assert.Equal(1, await CountAsync(store: false, silent: false));
        Assert.Equal(1, await CountAsync(store: true, silent: true));
        Assert.Equal(2, await CountAsync(store: true, silent: false));
    }

    [Fact]
    public async Task Silent_ShowsNothingAndIsNotRemembered()
    {
        _rig.Session.OnExecute = (_, send, _, _) =>
        {
            send(new StreamOutput("stdout", "hidden"));
            return FakeSession.Fail(send);
        };

        var sent = await _rig.AskAsync("execute_request", new JsonObject { ["code"] = "x", ["silent"] = true });
        var history = await _rig.AskAsync("history_request", new JsonObject { ["hist_access_type"] = "tail", ["n"] = 9 });

        Assert.Equal(["busy", "execute_reply", "idle"], sent.Types());
        Assert.Equal("System.Exception", (string?)sent.OfType("execute_reply").Content["ename"]);
        Assert.Empty(history.OfType("history_reply").Content["history"]!.AsArray());
    }

    [Fact]
    public async Task UserExpressions_AreEvaluatedEachForItself()
    {
        _rig.Session.OnEvaluate = e => e == "bad" ? new ErrorOutput("E", "no", []) : new ResultOutput(new() { ["text/plain"] = "3" }, []);

        var content = Messages.Execute("x");
        content["user_expressions"] = new JsonObject { ["a"] = "1+2", ["b"] = "bad" };
        var values = (await _rig.AskAsync("execute_request", content)).OfType("execute_reply").Content["user_expressions"]!;

        Assert.Equal("3", (string?)values["a"]!["data"]!["text/plain"]);
        Assert.Equal(("error", "E"), ((string?)values["b"]!["status"], (string?)values["b"]!["ename"]));
    }

    [Theory]
    [InlineData(true, "ExecutionAborted")]
    [InlineData(false, null)]
    public async Task FailedCell_AbortsTheQueueOnlyWithStopOnError(bool stopOnError, string? expected)
    {
        _rig.Session.OnExecute = (code, send, _, _) => code == "fail" ? FakeSession.Fail(send) : Task.FromResult(CellOutcome.Ok);
        _rig.Receive("execute_request", new JsonObject { ["code"] = "fail", ["stop_on_error"] = stopOnError });
        var second = _rig.Receive("execute_request", Messages.Execute("second"));
        var history = _rig.Receive("history_request", new JsonObject { ["hist_access_type"] = "tail" });
        var third = _rig.Receive("execute_request", Messages.Execute("third"));

        foreach (var id in new[] { second, third })
        {
            var sent = await _rig.IdleAsync(id);
            Assert.Equal(expected, (string?)sent.OfType("execute_reply").Content["ename"]);
            Assert.Equal(expected is null ? ["busy", "execute_input", "execute_reply", "idle"] : ["busy", "execute_reply", "idle"], sent.Types());
        }

        Assert.Equal("ok", (string?)(await _rig.IdleAsync(history)).OfType("history_reply").Content["status"]);
        var after = await _rig.AskAsync("execute_request", Messages.Execute("fourth"));
        Assert.Equal("ok", (string?)after.OfType("execute_reply").Content["status"]);
    }

    [Fact]
    public async Task Interrupt_EndsTheRunningCellWhileItsReplyComesAtOnce()
    {
        _rig.Session.OnExecute = async (_, send, _, stop) =>
        {
            var stopped = new TaskCompletionSource();
            await using var registration = stop.Register(stopped.SetResult);
            await stopped.Task;
            send(new ErrorOutput("Interrupted", "The cell was interrupted.", []));
            return CellOutcome.Interrupted;
        };
        var cell = _rig.Receive("execute_request", Messages.Execute("while (true) { }"));
        await _rig.Sender.WaitForAsync("execute_input");

        var interrupt = await _rig.AskAsync("interrupt_request", channel: Channel.Control);
        var sent = await _rig.IdleAsync(cell);

        Assert.Equal("ok", (string?)interrupt.OfType("interrupt_reply").Content["status"]);
        Assert.Equal("Interrupted", (string?)sent.OfType("execute_reply").Content["ename"]);
        Assert.Equal("Interrupted", (string?)sent.OfType("error").Content["ename"]);
    }

    [Fact]
    public async Task Output_AfterTheEndStillBelongsToItsCell()
    {
        Action<CellOutput>? late = null;
        _rig.Session.OnExecute = (code, send, _, _) =>
        {
            late ??= send;
            return Task.FromResult(CellOutcome.Ok);
        };
        var first = _rig.Receive("execute_request", Messages.Execute("first"));
        await _rig.IdleAsync(first);
        await _rig.AskAsync("execute_request", Messages.Execute("second"));

        late!(new StreamOutput("stdout", "late"));

        Assert.Equal("late", (string?)_rig.Under(first).OfType("stream").Content["text"]);
    }

    [Fact]
    public async Task Question_GoesToTheFrontEndThatSentTheCellAndWaitsForItsAnswer()
    {
        string? answer = null;
        _rig.Session.OnExecute = async (_, _, options, stop) =>
        {
            answer = await options.Input!(new InputRequest("name? ", IsPassword: true), stop);
            return CellOutcome.Ok;
        };
        var cell = _rig.Receive("execute_request", Messages.Execute("input()"));
        var question = await _rig.Sender.WaitForAsync("input_request");

        _rig.Answer(Messages.New("input_reply", new JsonObject { ["value"] = "Ada" }));
        await _rig.IdleAsync(cell);

        Assert.Equal("Ada", answer);
        Assert.Equal(Channel.Stdin, _rig.Sender.Sent.Single(s => s.Message == question).Channel);
        Assert.Equal("client"u8.ToArray(), question.Identities[0]);
        Assert.Equal(("name? ", true), ((string?)question.Content["prompt"], (bool?)question.Content["password"]));
    }

    [Fact]
    public async Task Question_IsNotPossibleWithoutAllowStdin()
    {
        var canAsk = true;
        _rig.Session.OnExecute = (_, _, options, _) =>
        {
            canAsk = options.Input is not null;
            return Task.FromResult(CellOutcome.Ok);
        };

        await _rig.AskAsync("execute_request", new JsonObject { ["code"] = "x", ["allow_stdin"] = false });

        Assert.False(canAsk);
    }

    [Fact]
    public async Task HelpQuestion_OpensThePager()
    {
        _rig.Session.OnInspect = (code, position, detail) => new Inspection($"{code} {position} {detail}", "");

        var reply = (await _rig.AskAsync("execute_request", Messages.Execute("Math.Sqrt??"))).OfType("execute_reply");

        Assert.Equal("page", (string?)reply.Content["payload"]![0]!["source"]);
        Assert.Equal("Math.Sqrt 9 1", (string?)reply.Content["payload"]![0]!["data"]!["text/plain"]);
        Assert.Empty(_rig.Session.Executed);
    }

    [Fact]
    public async Task Request_WithoutCodeIsAnErrorReplyAndTheNextOneRuns()
    {
        var sent = await _rig.AskAsync("execute_request", new JsonObject { ["cod"] = "x" });
        var next = await _rig.AskAsync("execute_request", Messages.Execute("x"));

        Assert.Equal(["busy", "execute_reply", "idle"], sent.Types());
        Assert.Equal("error", (string?)sent.OfType("execute_reply").Content["status"]);
        Assert.Equal("ok", (string?)next.OfType("execute_reply").Content["status"]);
    }
}
