using Scripting;

namespace Jupyter.Execution;

/// <summary>The notebook session as the handlers see it.</summary>
internal sealed class ScriptKernelSession(ScriptSession session) : IKernelSession
{
    public Task<CellOutcome> ExecuteAsync(string code, Action<CellOutput> onOutput, ExecuteOptions options, CancellationToken cancellationToken) =>
        session.ExecuteAsync(code, onOutput, options, cancellationToken);

    public async Task<CellOutput> EvaluateAsync(string expression, CancellationToken cancellationToken)
    {
        CellOutput? last = null;
        await session.ExecuteAsync(expression, output => last = output is ResultOutput or ErrorOutput ? output : last, cancellationToken).ConfigureAwait(false);
        return last ?? new ErrorOutput("NoValue", $"'{expression}' has no value.", [$"'{expression}' has no value."]);
    }

    public Task<CompletionList> CompleteAsync(string code, int position, CancellationToken cancellationToken) =>
        Task.FromResult(new CompletionList(position, position, []));

    public Task<Inspection?> InspectAsync(string code, int position, int detail, CancellationToken cancellationToken) =>
        Task.FromResult<Inspection?>(null);

    public CompletenessAnswer IsComplete(string code) => new(CodeCompleteness.Complete);

    public ValueTask DisposeAsync() => session.DisposeAsync();
}
