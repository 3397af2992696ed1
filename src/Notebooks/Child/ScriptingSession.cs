using System.Diagnostics;
using Scripting;

namespace Notebooks;

/// <summary>Runs cells in this process.</summary>
internal sealed class ScriptingSession(SessionOptions options) : INotebookSession, ICellInsight
{
    private readonly ScriptSession _session = new(options);

    public async Task<CellResult> ExecuteAsync(CellRequest request, Action<CellOutput> onOutput, CancellationToken cancellationToken = default)
    {
        var since = Stopwatch.StartNew();
        var outcome = await _session.ExecuteAsync(request.Code, PassOn, new ExecuteOptions { Language = request.Language }, cancellationToken).ConfigureAwait(false);
        var status = outcome switch
        {
            CellOutcome.Ok => CellStatus.Ok,
            CellOutcome.Error => CellStatus.Error,
            CellOutcome.Interrupted => CellStatus.Interrupted,
            _ => throw new InvalidOperationException($"The session ended a cell as {outcome}, which is not known here."),
        };
        return new CellResult(status, since.Elapsed);

        // A notebook that runs by itself has no page whose controls could listen.
        void PassOn(CellOutput output)
        {
            if (output is not CommSignal)
            {
                onOutput(output);
            }
        }
    }

    public Task<CompletionList> CompleteAsync(string code, int position, string language, CancellationToken cancellationToken = default) =>
        _session.CompleteAsync(code, position, language, cancellationToken);

    public Task<Inspection?> InspectAsync(string code, int position, string language, CancellationToken cancellationToken = default) =>
        _session.InspectAsync(code, position, detail: 0, language, cancellationToken);

    public Task<IReadOnlyList<CodeProblem>> DiagnoseAsync(string code, string language, CancellationToken cancellationToken = default) =>
        _session.DiagnoseAsync(code, language, cancellationToken);

    /// <summary>Loads the compiler, which takes longer than most cells.</summary>
    public Task WarmUpAsync() => _session.EvaluateAsync("0");

    public void FlushOutputs() => _session.FlushOutputs();

    public ValueTask DisposeAsync() => _session.DisposeAsync();
}
