using Scripting;

namespace Jupyter.Execution;

/// <summary>The notebook session as the handlers see it; what no magic gives to another language is in the kernel's.</summary>
internal sealed class ScriptKernelSession(ScriptSession session, KernelLanguage language) : IKernelSession
{
    public Task<CellOutcome> ExecuteAsync(string code, Action<CellOutput> onOutput, ExecuteOptions options, CancellationToken cancellationToken) =>
        session.ExecuteAsync(code, onOutput, options, cancellationToken);

    public Task<CellOutput> EvaluateAsync(string expression, CancellationToken cancellationToken) =>
        session.EvaluateAsync(expression, language.SessionName, cancellationToken);

    public Task<bool> ReceiveAsync(CommSignal signal, Action<CellOutput> onOutput, CancellationToken cancellationToken) =>
        session.ReceiveAsync(signal, onOutput, cancellationToken);

    public IReadOnlyDictionary<string, string> OpenComms => session.OpenComms;

    public Task<CompletionList> CompleteAsync(string code, int position, CancellationToken cancellationToken) =>
        session.CompleteAsync(code, position, language.SessionName, cancellationToken);

    public Task<Inspection?> InspectAsync(string code, int position, int detail, CancellationToken cancellationToken) =>
        session.InspectAsync(code, position, detail, language.SessionName, cancellationToken);

    public CompletenessAnswer IsComplete(string code) => session.IsComplete(code, language.SessionName);

    public ValueTask DisposeAsync() => session.DisposeAsync();
}
