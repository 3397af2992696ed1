using System.Diagnostics;
using System.Globalization;
using Jupyter.Client;
using Jupyter.Kernelspecs;
using Notebooks;
using Scripting;

namespace Cli.Running;

/// <summary>Runs the cells of a notebook in an installed kernel, over the wire that Jupyter uses.</summary>
internal sealed class JupyterSession : INotebookSession
{
    private readonly JupyterClient _client;
    private readonly InstalledKernel _kernel;
    private readonly ChildSettings _settings;
    private readonly CancellationTokenSource _closing = new();
    private string? _killedFor;

    public JupyterSession(JupyterClient client, InstalledKernel kernel, ChildSettings settings)
    {
        (_client, _kernel, _settings) = (client, kernel, settings);
        if (settings.MemoryLimit is { } limit)
        {
            _ = ProcessMemory.WatchAsync(client.Process, limit, () => Kill($"used more than {limit / (1024 * 1024)} MB of memory"), _closing.Token);
        }
    }

    public async Task<CellResult> ExecuteAsync(CellRequest request, Action<CellOutput> onOutput, CancellationToken cancellationToken = default)
    {
        var since = Stopwatch.StartNew();
        var running = _client.ExecuteAsync(CodeOf(request), onOutput, cancellationToken);
        using var stopping = cancellationToken.Register(() => _ = KillLaterAsync(running));
        try
        {
            var status = await running.ConfigureAwait(false) switch
            {
                CellOutcome.Ok => CellStatus.Ok,
                CellOutcome.Interrupted => CellStatus.Interrupted,
                _ => CellStatus.Error,
            };
            return new CellResult(status, since.Elapsed, ProcessMemory.Of(_client.Process));
        }
        catch (KernelDiedException e)
        {
            var message = _killedFor is null ? e.Message : $"The kernel '{_kernel.Name}' {_killedFor}, and was killed.";
            onOutput(new ErrorOutput("KernelDied", message, [message]));
            return new CellResult(CellStatus.Died, since.Elapsed);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _closing.Dispose();
        await _client.DisposeAsync();
    }

    // Our kernels choose a language by a line of the cell.
    private string CodeOf(CellRequest request) =>
        _kernel.IsOurs && request.Language != CellLanguage.Canonical(_kernel.Spec.Language) ? $"#!{request.Language}\n{request.Code}" : request.Code;

    private async Task KillLaterAsync(Task running)
    {
        await Task.WhenAny(running, Task.Delay(_settings.Grace)).ConfigureAwait(false);
        if (!running.IsCompleted)
        {
            Kill(string.Create(CultureInfo.InvariantCulture, $"did not stop within {_settings.Grace.TotalSeconds:0.###} s when asked to"));
        }
    }

    private void Kill(string reason)
    {
        _killedFor ??= reason;
        _client.Kill();
    }
}

/// <summary>Stands for a session that did not start: says so at the first cell.</summary>
internal sealed class FailedSession(string reason) : INotebookSession
{
    public Task<CellResult> ExecuteAsync(CellRequest request, Action<CellOutput> onOutput, CancellationToken cancellationToken = default)
    {
        onOutput(new ErrorOutput("KernelDied", reason, [reason]));
        return Task.FromResult(new CellResult(CellStatus.Died, TimeSpan.Zero));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
