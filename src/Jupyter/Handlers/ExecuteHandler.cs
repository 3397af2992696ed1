using System.Text.Json.Nodes;
using Jupyter.Contents;
using Jupyter.Execution;
using Scripting;

namespace Jupyter.Handlers;

/// <summary>Runs cells. https://jupyter-client.readthedocs.io/en/stable/messaging.html#execute</summary>
internal sealed class ExecuteHandler(
    IKernelSession session, KernelLanguage language, CellHistory history, CurrentCell current, InputQuestions questions, RequestQueue queue) : IRequestHandler
{
    // What a front end sent in one go with the failed cell may still be on its way.
    private static readonly TimeSpan s_arrival = TimeSpan.FromMilliseconds(50);
    private static readonly ErrorReply s_aborted = new("ExecutionAborted", "Not run, because an earlier cell failed.", ["Not run, because an earlier cell failed."]);

    private int _count;

    public string RequestType => "execute_request";

    public bool RunsBeside => false;

    public async Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        if (request.IsAborted)
        {
            request.ReplyError(s_aborted); // without a count: the cell keeps an empty prompt
            return;
        }

        var cell = request.Read<ExecuteRequest>();
        var isStored = cell.StoreHistory && !cell.Silent;
        var count = isStored ? ++_count : _count;
        if (!cell.Silent)
        {
            request.Publish("execute_input", new ExecuteInputContent(cell.Code, count));
        }

        var outputs = new CellPublisher(request, count, cell.Silent);
        var error = await RunAsync(request, cell, count, outputs).ConfigureAwait(false);
        if (isStored)
        {
            history.Add(count, cell.Code, outputs.ResultText);
        }

        if (error is not null && cell.StopOnError)
        {
            await Task.Delay(s_arrival, CancellationToken.None).ConfigureAwait(false);
            queue.AbortCells();
        }

        if (error is not null)
        {
            request.ReplyError(error);
        }
    }

    /// <summary>Runs the cell and replies, or hands back why it failed.</summary>
    private async Task<ErrorReply?> RunAsync(Request request, ExecuteRequest cell, int count, CellPublisher outputs)
    {
        var stop = current.Begin(request);
        try
        {
            if (HelpQuestion.Parse(cell.Code) is { } question)
            {
                var answer = await question.AnswerAsync(session, stop).ConfigureAwait(false);
                request.Reply(new ExecuteReply(count, [], [answer]));
                return null;
            }

            var options = new ExecuteOptions
            {
                Language = language.SessionName,
                Input = cell.AllowStdin ? (question, token) => questions.AskAsync(request, question, token) : null,
            };
            var outcome = await session.ExecuteAsync(cell.Code, outputs.Publish, options, stop).ConfigureAwait(false);
            if (outcome != CellOutcome.Ok)
            {
                var error = outputs.Error ?? throw new InvalidOperationException($"The cell ended with {outcome}, but without an error among its outputs.");
                return new ErrorReply(error.Ename, error.Evalue, error.Traceback, count);
            }

            var values = await new UserExpressions(session).EvaluateAsync(cell.UserExpressions, stop).ConfigureAwait(false);
            request.Reply(new ExecuteReply(count, values, []));
            return null;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped before the cell itself had begun, or after it had ended.
            outputs.Publish(new ErrorOutput("Interrupted", "The cell was interrupted.", ["The cell was interrupted."]));
            return new ErrorReply(outputs.Error!.Ename, outputs.Error.Evalue, outputs.Error.Traceback, count);
        }
        finally
        {
            current.End();
        }
    }
}
