using System.Text.Json.Nodes;
using Jupyter.Contents;
using Jupyter.Protocol;
using Jupyter.Transport;
using Scripting;

namespace Jupyter.Client;

/// <summary>A request that was sent: it has ended when its reply has come and the kernel is idle again.</summary>
internal sealed class RunningRequest(string id, Action<CellOutput> onOutput, Action<RunningRequest> ended)
{
    private readonly TaskCompletionSource<Message> _reply = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Id { get; } = id;

    public Task<Message> Reply => _reply.Task;

    public async Task<Message> EndAsync()
    {
        await Task.WhenAll(_reply.Task, _idle.Task).ConfigureAwait(false);
        return await _reply.Task.ConfigureAwait(false);
    }

    public void Fail(Exception error)
    {
        _reply.TrySetException(error);
        _idle.TrySetException(error);
    }

    public void Receive(Channel channel, Message message)
    {
        if (channel != Channel.Iopub)
        {
            _reply.TrySetResult(message);
        }
        else if (message.Type == "status")
        {
            if ((string?)message.Content["execution_state"] == "idle")
            {
                _idle.TrySetResult();
            }
        }
        else if (ToOutput(message) is { } output)
        {
            onOutput(output);
        }

        if (_reply.Task.IsCompleted && _idle.Task.IsCompleted)
        {
            ended(this);
        }
    }

    private static CellOutput? ToOutput(Message message)
    {
        var content = message.Content;
        switch (message.Type)
        {
            case "stream":
                var text = ContentJson.Read<StreamText>(message);
                return new StreamOutput(text.Name, text.Text);
            case "execute_result":
                return new ResultOutput(Part(content, "data"), Part(content, "metadata"));
            case "display_data" or "update_display_data":
                return new DisplayOutput(
                    Part(content, "data"), Part(content, "metadata"), (string?)content["transient"]?["display_id"], message.Type == "update_display_data");
            case "error":
                var error = ContentJson.Read<ErrorContent>(message);
                return new ErrorOutput(error.Ename, error.Evalue, error.Traceback);
            case "clear_output":
                return new ClearOutput(ContentJson.Read<ClearOutputContent>(message).Wait);
            default:
                return null;
        }
    }

    private static JsonObject Part(JsonObject content, string name) => content[name]?.DeepClone() as JsonObject ?? [];
}
