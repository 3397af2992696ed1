using System.Text.Json.Nodes;

namespace Scripting.Tests;

/// <summary>Runs cells in a session and keeps what they show.</summary>
internal sealed class Recording : IAsyncDisposable
{
    public Recording(string? workingDirectory = null)
        : this(new SessionOptions { WorkingDirectory = workingDirectory ?? AppContext.BaseDirectory })
    {
    }

    public Recording(SessionOptions options) => Session = new ScriptSession(options);

    public ScriptSession Session { get; }

    /// <summary>How the cells are run.</summary>
    public ExecuteOptions Options { get; set; } = new();

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
        return await Session.ExecuteAsync(code, output =>
        {
            lock (Outputs)
            {
                Outputs.Add(output);
            }
        }, Options, cancellationToken);
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

    public ValueTask DisposeAsync() => Session.DisposeAsync();

    private string Text(string stream) => string.Concat(Outputs.OfType<StreamOutput>().Where(s => s.Name == stream).Select(s => s.Text));
}
