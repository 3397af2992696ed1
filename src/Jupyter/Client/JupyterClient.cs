using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Jupyter.Kernelspecs;
using Jupyter.Protocol;
using Jupyter.Transport;
using Scripting;

namespace Jupyter.Client;

/// <summary>Drives any installed kernel: starts its process, runs cells one after the other, and shuts it down.</summary>
public sealed class JupyterClient : IAsyncDisposable
{
    private static readonly TimeSpan s_knock = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_goodbye = TimeSpan.FromSeconds(5);

    private readonly InstalledKernel _kernel;
    private readonly KernelProcess _process;
    private readonly ClientSockets _sockets;
    private readonly ConcurrentDictionary<string, RunningRequest> _running = [];
    private readonly TaskCompletionSource _isSubscribed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private JupyterClient(InstalledKernel kernel, KernelProcess process)
    {
        _kernel = kernel;
        _process = process;
        _sockets = new ClientSockets(process.Connection, Receive);
        _ = WatchAsync();
    }

    /// <summary>The kernel's process, to be looked at; this client ends it.</summary>
    public System.Diagnostics.Process Process => _process.Process;

    /// <summary>Starts a kernel and waits until it answers and its outputs are heard.</summary>
    /// <param name="kernelName">Its name among the installed ones.</param>
    /// <param name="workingDirectory">The folder its relative paths start from.</param>
    /// <param name="timeout">How long it may take to start.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="KernelspecException">No such kernel is installed, or it cannot be started.</exception>
    /// <exception cref="KernelDiedException">Its process ended.</exception>
    /// <exception cref="TimeoutException">It did not answer in time; it was killed.</exception>
    public static async Task<JupyterClient> StartAsync(
        string kernelName, string workingDirectory, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        var kernel = InstalledKernels.Find(kernelName) ?? throw new KernelspecException(
            $"No kernel '{kernelName}' is installed; there are: {string.Join(", ", InstalledKernels.List().Select(k => k.Name))}.");
        var client = new JupyterClient(kernel, KernelProcess.Start(kernel, workingDirectory));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(timeout);
        try
        {
            await client.KnockAsync(patience.Token).ConfigureAwait(false);
            return client;
        }
        catch (Exception e)
        {
            client._process.Kill();
            await client.DisposeAsync().ConfigureAwait(false);
            if (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"The kernel '{kernelName}' did not answer within {timeout.TotalSeconds} s.", e);
            }

            throw;
        }
    }

    /// <summary>Runs a cell to its end.</summary>
    /// <param name="code">The cell, in the kernel's language.</param>
    /// <param name="onOutput">Receives the outputs in order.</param>
    /// <param name="cancellationToken">Interrupts the cell; its end is still awaited.</param>
    /// <exception cref="KernelDiedException">The kernel's process ended.</exception>
    public async Task<CellOutcome> ExecuteAsync(string code, Action<CellOutput> onOutput, CancellationToken cancellationToken = default)
    {
        var content = new JsonObject { ["code"] = code, ["silent"] = false, ["store_history"] = true, ["allow_stdin"] = false, ["stop_on_error"] = false, ["user_expressions"] = new JsonObject() };
        var running = Send(Channel.Shell, "execute_request", content, onOutput);
        await using var interrupts = cancellationToken.Register(Interrupt).ConfigureAwait(false);
        var reply = await running.EndAsync().ConfigureAwait(false);
        return (string?)reply.Content["status"] == "ok" ? CellOutcome.Ok
            : cancellationToken.IsCancellationRequested ? CellOutcome.Interrupted
            : CellOutcome.Error;
    }

    /// <summary>Asks the running cell to stop, in the way the kernelspec names.</summary>
    public void Interrupt()
    {
        if (_kernel.Spec.InterruptMode == "message")
        {
            Send(Channel.Control, "interrupt_request", [], _ => { });
        }
        else
        {
            _process.Signal();
        }
    }

    /// <summary>Ends the process at once.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Shuts the kernel down; kills it if it does not follow.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _sockets.Send(Channel.Control, new Message { Header = MessageHeader.New("shutdown_request"), Content = new() { ["restart"] = false } });
            using var patience = new CancellationTokenSource(s_goodbye);
            try
            {
                await _process.WaitForExitAsync(patience.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                _process.Kill();
                await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }

        _sockets.Dispose();
        _process.Dispose();
    }

    /// <summary>
    /// Asks for the kernel's info until it answers and something of it was published: then the subscription holds. Not
    /// every kernel welcomes its subscribers.
    /// </summary>
    private async Task KnockAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var asked = Send(Channel.Shell, "kernel_info_request", [], _ => { });
            var answered = Task.WhenAll(asked.Reply, _isSubscribed.Task);
            await Task.WhenAny(answered, Task.Delay(s_knock, cancellationToken)).ConfigureAwait(false);
            _running.TryRemove(asked.Id, out _);
            if (answered.IsCompletedSuccessfully)
            {
                return;
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (_process.HasExited)
            {
                throw new KernelDiedException(_kernel.Name, _process.ExitCode);
            }
        }
    }

    private async Task WatchAsync()
    {
        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        var error = new KernelDiedException(_kernel.Name, _process.ExitCode);
        foreach (var request in _running.Values)
        {
            request.Fail(error);
        }
    }

    private RunningRequest Send(Channel channel, string type, JsonObject content, Action<CellOutput> onOutput)
    {
        var message = new Message { Header = MessageHeader.New(type), Content = content };
        var running = new RunningRequest(message.Header.MsgId, onOutput, r => _running.TryRemove(r.Id, out _));
        _running[running.Id] = running;
        if (_process.HasExited)
        {
            running.Fail(new KernelDiedException(_kernel.Name, _process.ExitCode));
        }

        _sockets.Send(channel, message);
        return running;
    }

    private void Receive(Channel channel, Message message)
    {
        if (channel == Channel.Iopub)
        {
            _isSubscribed.TrySetResult();
        }

        if (message.Parent is { } parent && _running.TryGetValue(parent.MsgId, out var request))
        {
            request.Receive(channel, message);
        }
    }
}

/// <summary>The process of a kernel ended while it was needed.</summary>
public sealed class KernelDiedException(string kernelName, int exitCode)
    : Exception($"The kernel '{kernelName}' ended with exit code {exitCode}.");
