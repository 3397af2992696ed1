using System.Text.Json.Nodes;
using Scripting;

namespace Jupyter.Tests.Handlers;

public sealed class HistoryHandlerTests : IDisposable
{
    private readonly KernelRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Theory]
    [InlineData("""{"hist_access_type": "tail", "n": 2}""", """[[1,3,"1+1"],[1,4,"print \"*\""]]""")]
    [InlineData("""{"hist_access_type": "tail"}""", """[[1,1,"1+1"],[1,2,"x = 2"],[1,3,"1+1"],[1,4,"print \"*\""]]""")]
    [InlineData("""{"hist_access_type": "tail", "n": 1, "output": true}""", """[[1,4,["print \"*\"","of print \"*\""]]]""")]
    [InlineData("""{"hist_access_type": "range", "session": 1, "start": 2, "stop": 4}""", """[[1,2,"x = 2"],[1,3,"1+1"]]""")]
    [InlineData("""{"hist_access_type": "range", "session": 0, "start": 4}""", """[[1,4,"print \"*\""]]""")]
    [InlineData("""{"hist_access_type": "range", "session": -1, "start": 1, "stop": 4}""", "[]")]
    [InlineData("""{"hist_access_type": "search", "pattern": "1*"}""", """[[1,1,"1+1"],[1,3,"1+1"]]""")]
    [InlineData("""{"hist_access_type": "search", "pattern": "?+1", "n": 1}""", """[[1,3,"1+1"]]""")]
    [InlineData("""{"hist_access_type": "search", "pattern": "*", "unique": true}""", """[[1,2,"x = 2"],[1,3,"1+1"],[1,4,"print \"*\""]]""")]
    [InlineData("""{"hist_access_type": "search", "pattern": "("}""", "[]")]
    [InlineData("""{"hist_access_type": "no such"}""", "[]")]
    public async Task History_IsThatOfTheSession(string request, string expected)
    {
        _rig.Session.OnExecute = (code, send, _, _) =>
        {
            send(new ResultOutput(new() { ["text/plain"] = $"of {code}" }, []));
            return Task.FromResult(CellOutcome.Ok);
        };
        foreach (var code in new[] { "1+1", "x = 2", "1+1", "print \"*\"" })
        {
            await _rig.AskAsync("execute_request", Messages.Execute(code));
        }

        var reply = (await _rig.AskAsync("history_request", JsonNode.Parse(request)!.AsObject())).OfType("history_reply").Content;

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), reply["history"]), reply["history"]!.ToJsonString());
    }

    [Fact]
    public async Task History_OfANewSessionIsEmpty()
    {
        var reply = (await _rig.AskAsync("history_request", new JsonObject { ["hist_access_type"] = "tail", ["n"] = 1000, ["raw"] = true, ["output"] = false })).OfType("history_reply");

        Assert.Empty(reply.Content["history"]!.AsArray());
    }
}
