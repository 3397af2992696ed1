using Jupyter.Contents;
using Jupyter.Protocol;
using Scripting;

namespace Jupyter.Execution;

/// <summary>Asks the user of a front end and waits for the answer; one question at a time.</summary>
internal sealed class InputQuestions : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private volatile Question? _open;

    /// <summary>Asks on behalf of a cell.</summary>
    /// <exception cref="OperationCanceledException">The cell was interrupted before the answer came.</exception>
    public async Task<string> AskAsync(Request cell, InputRequest question, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            var message = cell.Question(new InputRequestContent(question.Prompt, question.IsPassword));
            _open = new Question(message.Header.MsgId, cell.Message.Header.MsgId, answer);
            cell.Ask(message);
            return await answer.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _open = null;
            _oneAtATime.Release();
        }
    }

    /// <summary>Takes an <c>input_reply</c>. One that answers no open question is dropped.</summary>
    public void Answer(Message reply)
    {
        // Clients name the question as the parent of an answer, or the cell, or nothing.
        if (_open is { } question && (reply.Parent is null || reply.Parent.MsgId == question.Id || reply.Parent.MsgId == question.CellId))
        {
            question.Answer.TrySetResult(ContentJson.Read<InputReplyContent>(reply).Value);
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private sealed record Question(string Id, string CellId, TaskCompletionSource<string> Answer);
}
