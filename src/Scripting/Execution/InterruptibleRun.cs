using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime;
using System.Runtime.ExceptionServices;

namespace Scripting.Execution;

/// <summary>
/// Runs a cell so that it can be stopped in the middle of a loop, a sleep or a wait. Each task of the cell, continuations
/// after <c>await</c> included, runs on a thread of its own inside <see cref="ControlledExecution"/>; stopping cancels
/// that run and wakes threads that wait. It cannot stop <c>Task.Run</c> bodies or native code.
/// </summary>
internal sealed class InterruptibleRun : TaskScheduler
{
    private const int StackSize = 16 * 1024 * 1024;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_tail = TimeSpan.FromMilliseconds(100);
    private readonly RunningCell? _cell = RunningCell.Current;
    // Not disposed: what the cell left running in the background still looks at it.
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Thread, byte> _threads = new();

    /// <summary>Runs <paramref name="cell"/> to its end, or until <paramref name="cancellationToken"/> stops it.</summary>
    /// <exception cref="OperationCanceledException">The cell was stopped.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> cell, CancellationToken cancellationToken)
    {
        StrayExceptions.Install();
        var stopped = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = cancellationToken.UnsafeRegister(_ => StartThread(() => Stop(stopped)), null);
        var run = Task.Factory.StartNew(cell, CancellationToken.None, TaskCreationOptions.None, this).Unwrap();
        await Task.WhenAny(run, stopped.Task).ConfigureAwait(false);
        if (!stopped.Task.IsCompleted && !cancellationToken.IsCancellationRequested)
        {
            return await run.ConfigureAwait(false);
        }

        var goesOn = await stopped.Task.ConfigureAwait(false);
        throw new OperationCanceledException(
            !goesOn ? "The cell was interrupted." : "The cell was interrupted, but a part of it is still running in the background; restart to stop it.",
            cancellationToken);
    }

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        if (_stop.IsCancellationRequested)
        {
            return; // a continuation of a cell that was stopped: it does not go on
        }

        var thread = new Thread(() => RunOnThread(task), StackSize) { IsBackground = true, Name = "cell" };
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

    /// <summary>Stops the cell's threads, and tells whether any of its code goes on all the same.</summary>
    private void Stop(TaskCompletionSource<bool> stopped)
    {
        // Cancel blocks while a target sleeps, so the sleepers are woken from beside it.
        StartThread(_stop.Cancel);
        var since = Stopwatch.StartNew();
        while (!_threads.IsEmpty && since.Elapsed < s_patience)
        {
            Thread.Sleep(10);
            if (_stop.IsCancellationRequested)
            {
                foreach (var thread in _threads.Keys)
                {
                    thread.Interrupt();
                }
            }
        }

        // What Task.Run began keeps a thread of the pool busy; what is only about to end gets a moment.
        stopped.TrySetResult(!_threads.IsEmpty || (_cell is not null && !SpinWait.SpinUntil(() => _cell.Threads <= 0, s_tail)));
    }

    private static void StartThread(Action work) => new Thread(() => work()) { IsBackground = true }.UnsafeStart();
}
