using Jupyter.Execution;
using Scripting;

namespace Jupyter.Tests;

/// <summary>A session that does what the test says.</summary>
internal sealed class FakeSession : IKernelSession
{
    public Func<string, Action<CellOutput>, ExecuteOptions, CancellationToken, Task<CellOutcome>> OnExecute { get; set; } = (_, _, _, _) => Task.FromResult(CellOutcome.Ok);

    public Func<string, int, CompletionList> OnComplete { get; set; } = (_, position) => new CompletionList(position, position, []);

    public Func<string, int, int, Inspection?> OnInspect { get; set; } = (_, _, _) => null;

    public Func<string, CompletenessAnswer> OnIsComplete { get; set; } = _ => new CompletenessAnswer(CodeCompleteness.Complete);

    public Func<string, CellOutput> OnEvaluate { get; set; } = expression => new ResultOutput(new() { ["text/plain"] = expression }, []);

    public List<string> Executed { get; } = [];

    public Task<CellOutcome> ExecuteAsync(string code, Action<CellOutput> onOutput, ExecuteOptions options, CancellationToken cancellationToken)
    {
        Executed.Add(code);
        return OnExecute(code, onOutput, options, cancellationToken);
    }

    public Task<CellOutput> EvaluateAsync(string expression, CancellationToken cancellationToken) => Task.FromResult(OnEvaluate(expression));

    public Func<CommSignal, Action<CellOutput>, bool> OnReceive { get; set; } = (_, _) => false;

    public IReadOnlyDictionary<string, string> OpenComms { get; set; } = new Dictionary<string, string>();

    public Task<bool> ReceiveAsync(CommSignal signal, Action<CellOutput> onOutput, CancellationToken cancellationToken) => Task.FromResult(OnReceive(signal, onOutput));

    public Task<CompletionList> CompleteAsync(string code, int position, CancellationToken cancellationToken) => Task.FromResult(OnComplete(code, position));

    public Task<Inspection?> InspectAsync(string code, int position, int detail, CancellationToken cancellationToken) => Task.FromResult(OnInspect(code, position, detail));

    public CompletenessAnswer IsComplete(string code) => OnIsComplete(code);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>A cell that shows an error and fails.</summary>
    public static Task<CellOutcome> Fail(Action<CellOutput> onOutput)
    {
        onOutput(new ErrorOutput("System.Exception", "boom", ["System.Exception: boom", "   at cell 1, line 1: throw"]));
        return Task.FromResult(CellOutcome.Error);
    }
}
