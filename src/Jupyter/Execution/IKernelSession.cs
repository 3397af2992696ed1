using Scripting;

namespace Jupyter.Execution;

/// <summary>What the handlers need of a session: cells run in it, and questions about code are answered beside them.</summary>
internal interface IKernelSession : IAsyncDisposable
{
    /// <summary>Runs a cell; outputs may also come after its end, from what it left running.</summary>
    Task<CellOutcome> ExecuteAsync(string code, Action<CellOutput> onOutput, ExecuteOptions options, CancellationToken cancellationToken);

    /// <summary>The value of an expression as a <see cref="ResultOutput"/>, or an <see cref="ErrorOutput"/>.</summary>
    Task<CellOutput> EvaluateAsync(string expression, CancellationToken cancellationToken);

    /// <summary>Lets the cells answer a comm's signal; false if its target, or the comm, is not known.</summary>
    Task<bool> ReceiveAsync(CommSignal signal, Action<CellOutput> onOutput, CancellationToken cancellationToken);

    /// <summary>The comms that are open: id and target.</summary>
    IReadOnlyDictionary<string, string> OpenComms { get; }

    Task<CompletionList> CompleteAsync(string code, int position, CancellationToken cancellationToken);

    Task<Inspection?> InspectAsync(string code, int position, int detail, CancellationToken cancellationToken);

    CompletenessAnswer IsComplete(string code);
}
