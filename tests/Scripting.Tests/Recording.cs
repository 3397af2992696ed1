using System.Text.Json.Nodes;

namespace Scripting.Tests;

/// <summary>Runs cells in a session and keeps what they show.</summary>
internal sealed class Recording : IAsyncDisposable
{
    private readonly ScriptSession _session;

    public Recording(string? workingDirectory = null) =>
        _session = new ScriptSession(new SessionOptions { WorkingDirectory = workingDirectory ?? AppContext.BaseDirectory });

    /// <summary>The outputs of the cell run last.</summary>
    public List<CellOutput> Outputs { get; } = [];

    public ErrorOutput Error => Outputs.OfType<ErrorOutput>().Single();

    public JsonObject Result => Outputs.OfType<ResultOutput>().Single().Data;

    public string ResultText => (string)Result["text/plain"]!;

    public string Stdout => Text("stdout");

    public string Stderr => Text("stderr");

    public async Task<CellOutcome> RunAsync(string code, CancellationToken cancellationToken = default)
    {
        Outputs.Clear();
        return await _session.ExecuteAsync(code, output =>
        {
            lock (Outputs)
            {
                Outputs.Add(output);
            }
        }, cancellationToken);
    }

    /// <summary>Runs cells that must all succeed; the outputs of the last one are kept.</summary>
    public async Task RunAllAsync(params string[] cells)
    {
        foreach (var code in cells)
        {
            var outcome = await RunAsync(code);
            Assert.True(outcome == CellOutcome.Ok, $"{code}\n{string.Join("\n", Outputs)}\n{string.Join("\n", Outputs.OfType<ErrorOutput>().SelectMany(e => e.Traceback))}");
        }
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private string Text(string stream) => string.Concat(Outputs.OfType<StreamOutput>().Where(s => s.Name == stream).Select(s => s.Text));
}
