using System.Collections.Concurrent;
using System.Runtime;
using System.Runtime.ExceptionServices;

namespace Scripting.Execution;

/// <summary>
/// Runs a cell so that it can be stopped in the middle of a loop, a sleep or a wait. Each task of the cell, continuations
/// after <c>await</c> included, runs on a thread of its own inside <see cref="ControlledExecution"/>; stopping cancels
/// that run and wakes threads that wait. It cannot stop <c>Task.Run</c> bodies or native code.
/// </summary>
internal sealed class InterruptibleRun : TaskScheduler, IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private static readonly Lazy<bool> s_abortsSwallowed = new(() =>
    {
        // An abort that lands after the cell's last continuation would otherwise end the process.
        ExceptionHandling.SetUnhandledExceptionHandler(static e => e is ThreadAbortException);
        return true;
    });

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Thread, byte> _threads = new();

    /// <summary>Runs <paramref name="cell"/> to its end, or until <paramref name="cancellationToken"/> stops it.</summary>
    /// <exception cref="OperationCanceledException">The cell was stopped.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> cell, CancellationToken cancellationToken)
    {
        _ = s_abortsSwallowed.Value;
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.Register(() => new Thread(() => Stop(stopped)) { IsBackground = true }.Start());
        var run = Task.Factory.StartNew(cell, CancellationToken.None, TaskCreationOptions.None, this).Unwrap();
        await Task.WhenAny(run, stopped.Task).ConfigureAwait(false);
        if (run.IsCompletedSuccessfully)
        {
            return await run.ConfigureAwait(false);
        }

        if (cancellationToken.IsCancellationRequested)
        {
            await Task.WhenAny(run, Task.Delay(s_patience, CancellationToken.None)).ConfigureAwait(false);
            throw new OperationCanceledException(
                run.IsCompleted ? "The cell was interrupted." : "The cell was interrupted; part of it is still running in the background. Restart to stop it.",
                cancellationToken);
        }

        return await run.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        var thread = new Thread(() => RunOnThread(task), maxStackSize: 16 * 1024 * 1024) { IsBackground = true, Name = "cell" };
        _threads.TryAdd(thread, 0);
        thread.Start();
    }

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && _threads.ContainsKey(Thread.CurrentThread) && TryExecuteTask(task);

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => [];

    private void RunOnThread(Task task)
    {
        try
        {
#pragma warning disable SYSLIB0046 // aborting a cell is what it is for
            ControlledExecution.Run(() => TryExecuteTask(task), _stop.Token);
#pragma warning restore SYSLIB0046
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopped, as asked; RunAsync reports it.
        }
        catch (ThreadInterruptedException) when (_stop.IsCancellationRequested)
        {
            // Woken from a wait after the cell's own code had ended.
        }
        finally
        {
            _threads.TryRemove(Thread.CurrentThread, out _);
        }
    }

    private void Stop(TaskCompletionSource stopped)
    {
        // Cancel blocks while a target sleeps, so the sleepers are woken from beside it.
        var cancel = new Thread(() => _stop.Cancel()) { IsBackground = true };
        cancel.Start();
        cancel.Join(50);
        foreach (var thread in _threads.Keys)
        {
            thread.Interrupt();
        }

        cancel.Join(s_patience);
        stopped.TrySetResult();
    }
}
