using System.Text.Json.Nodes;
using Jupyter.Contents;
using Jupyter.Execution;

namespace Jupyter.Handlers;

/// <summary>https://jupyter-client.readthedocs.io/en/stable/messaging.html#history</summary>
internal sealed class HistoryHandler(CellHistory history) : IRequestHandler
{
    public string RequestType => "history_request";

    public bool RunsBeside => false;

    public Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var asked = request.Read<HistoryRequest>();
        var entries = asked.HistAccessType switch
        {
            "tail" => history.Tail(asked.N ?? int.MaxValue),
            "range" => history.Range(asked.Session, asked.Start ?? 0, asked.Stop),
            "search" => history.Search(asked.Pattern ?? "*", asked.N, asked.Unique),
            _ => [],
        };
        request.Reply(new HistoryReply([.. entries.Select(e => Entry(e, asked.Output))]));
        return Task.CompletedTask;
    }

    private static JsonNode Entry(HistoryEntry entry, bool withOutput) =>
        new JsonArray(CellHistory.Session, entry.Line, withOutput ? new JsonArray(entry.Input, entry.Output) : entry.Input);
}
