using Scripting;

namespace Jupyter.Execution;

/// <summary>The notebook session as the handlers see it.</summary>
internal sealed class ScriptKernelSession(ScriptSession session) : IKernelSession
{
    public Task<CellOutcome> ExecuteAsync(string code, Action<CellOutput> onOutput, ExecuteOptions options, CancellationToken cancellationToken) =>
        session.ExecuteAsync(code, onOutput, options, cancellationToken);

    public Task<CellOutput> EvaluateAsync(string expression, CancellationToken cancellationToken) =>
        session.EvaluateAsync(expression, cancellationToken);

    public Task<CompletionList> CompleteAsync(string code, int position, CancellationToken cancellationToken) =>
        session.CompleteAsync(code, position, cancellationToken);

    public Task<Inspection?> InspectAsync(string code, int position, int detail, CancellationToken cancellationToken) =>
        session.InspectAsync(code, position, detail, cancellationToken);

    public CompletenessAnswer IsComplete(string code) => session.IsComplete(code);

    public ValueTask DisposeAsync() => session.DisposeAsync();
}
