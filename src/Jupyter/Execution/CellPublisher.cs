using System.Text.Json.Nodes;
using Jupyter.Contents;
using Scripting;

namespace Jupyter.Execution;

/// <summary>
/// Turns the outputs of one cell into messages with the cell's request as parent, also those that come after its end.
/// </summary>
internal sealed class CellPublisher(Request request, int executionCount, bool isSilent)
{
    /// <summary>
    /// How much console text of one cell is passed on. Published messages wait in memory for readers that are slow, so a
    /// cell that prints forever must not go on forever.
    /// </summary>
    private const long TextLimit = 100_000_000;

    private long _textLength;

    /// <summary>The error the cell ended with.</summary>
    public ErrorContent? Error { get; private set; }

    /// <summary>The plain text of the cell's result, for the history.</summary>
    public string? ResultText { get; private set; }

    /// <summary>Publishes one output, in the order of the calls.</summary>
    public void Publish(CellOutput output)
    {
        if (output is ErrorOutput e)
        {
            Error = new ErrorContent(e.Name, e.Value, AnsiTraceback.Of(e));
        }

        // Also a silent cell talks to the controls of the page.
        if (isSilent && output is not CommSignal)
        {
            return;
        }

        switch (output)
        {
            case CommOpen open:
                request.Publish("comm_open", new CommOpenContent { CommId = open.CommId, TargetName = open.TargetName, Data = open.Data }, open.Buffers);
                break;
            case CommMessage message:
                request.Publish("comm_msg", new CommMessageContent { CommId = message.CommId, Data = message.Data }, message.Buffers);
                break;
            case CommClose close:
                request.Publish("comm_close", new CommMessageContent { CommId = close.CommId, Data = close.Data }, close.Buffers);
                break;
            case StreamOutput stream:
                PublishText(stream);
                break;
            case DisplayOutput { IsUpdate: true } update:
                request.Publish("update_display_data", Display(update));
                break;
            case DisplayOutput display:
                request.Publish("display_data", Display(display));
                break;
            case ResultOutput result:
                ResultText = (string?)result.Data["text/plain"];
                request.Publish("execute_result", new ExecuteResultContent(result.Data, result.Metadata, executionCount));
                break;
            case ErrorOutput:
                request.Publish("error", Error!);
                break;
            case ClearOutput clear:
                request.Publish("clear_output", new ClearOutputContent(clear.Wait));
                break;
            default:
                throw new InvalidOperationException($"There is no message for a {output.GetType().Name}.");
        }
    }

    private static DisplayContent Display(DisplayOutput output) =>
        new(output.Data, output.Metadata, output.DisplayId is { } id ? new JsonObject { ["display_id"] = id } : []);

    private void PublishText(StreamOutput stream)
    {
        var before = _textLength;
        _textLength += stream.Text.Length;
        if (_textLength <= TextLimit)
        {
            request.Publish("stream", new StreamText(stream.Name, stream.Text));
        }
        else if (before <= TextLimit)
        {
            request.Publish("stream", new StreamText("stderr", $"\n[what this cell prints beyond {TextLimit / 1_000_000} MB is not shown]\n"));
        }
    }
}
