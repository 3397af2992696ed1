using Jupyter.Contents;
using Jupyter.Execution;
using Scripting;

namespace Jupyter.Handlers;

/// <summary>https://jupyter-client.readthedocs.io/en/stable/messaging.html#code-completeness</summary>
internal sealed class IsCompleteHandler(IKernelSession session) : IRequestHandler
{
    public string RequestType => "is_complete_request";

    public bool RunsBeside => true;

    public Task HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var code = request.Read<IsCompleteRequest>().Code;
        var answer = HelpQuestion.Parse(code) is null ? session.IsComplete(code) : new CompletenessAnswer(CodeCompleteness.Complete);
        request.Reply(answer.Status switch
        {
            CodeCompleteness.Complete => new IsCompleteReply("complete", null),
            CodeCompleteness.Incomplete => new IsCompleteReply("incomplete", answer.Indent),
            _ => new IsCompleteReply("invalid", null),
        });
        return Task.CompletedTask;
    }
}
