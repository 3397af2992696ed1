using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime;
using System.Runtime.ExceptionServices;
using Microsoft.DotNet.Interactive;

namespace Scripting.Execution;

/// <summary>
/// Runs a cell so that it can be stopped in the middle of a loop, a sleep or a wait. Each task of the cell, continuations
/// after <c>await</c> included, runs on a thread of its own inside <see cref="ControlledExecution"/>. It cannot stop
/// <c>Task.Run</c> bodies or native code.
/// </summary>
/// <remarks>
/// An abort lands between any two instructions. Where code has just taken a lock, it stays taken; and where the thread is in
/// optimised library code, the runtime (10.0.12, on Linux) now and then throws through a frame that cannot be unwound, and the
/// process ends. So it is the last resort. Stopping wakes threads that wait; the loops of cells, and what a thread prints
/// or shows, end it (<see cref="ThrowIfStopped"/>); only threads that come by none of these for a while are aborted, and none
/// while a compiler works on the cell (<see cref="Hold"/>).
/// </remarks>
internal sealed class InterruptibleRun : TaskScheduler
{
    private const int StackSize = 16 * 1024 * 1024;
    private static readonly TimeSpan s_grace = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_longestHold = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_tail = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(10);

    [ThreadStatic]
    private static InterruptibleRun? t_current;

    private readonly RunningCell? _cell = RunningCell.Current;
    // Not disposed: what the cell left running in the background still looks at it.
    private readonly CancellationTokenSource _abort = new();
    private readonly ConcurrentDictionary<Thread, byte> _threads = new();
    private volatile bool _isStopped;
    private volatile bool _isHeld;

    /// <summary>Runs <paramref name="cell"/> to its end, or until <paramref name="cancellationToken"/> stops it.</summary>
    /// <exception cref="OperationCanceledException">The cell was stopped.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> cell, CancellationToken cancellationToken)
    {
        StrayExceptions.Install();
        // What follows goes on in the thread that stops the cell: the thread pool may be full of what the cell left running.
        var stopped = new TaskCompletionSource<bool>();
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

    /// <summary>Ends the calling thread's part in its cell, if the cell was stopped; no other thread is meant.</summary>
    /// <exception cref="OperationCanceledException">It was.</exception>
    public static void ThrowIfStopped()
    {
        if (t_current is { _isStopped: true })
        {
            throw new OperationCanceledException("The cell was interrupted.");
        }
    }

    /// <summary>
    /// Until it is disposed, the calling thread's cell is neither woken nor aborted when it is stopped, but for a hold of half a minute:
    /// for work in libraries that would be left in pieces.
    /// </summary>
    public static IDisposable? Hold() => t_current is { } run ? new Held(run) : null;

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        if (_isStopped)
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
        t_current = this;
        try
        {
#pragma warning disable SYSLIB0046 // aborting a cell is what it is for
            ControlledExecution.Run(() => TryExecuteTask(task), _abort.Token);
#pragma warning restore SYSLIB0046
        }
        catch (OperationCanceledException) when (_isStopped)
        {
            // Stopped, as asked; RunAsync reports it.
        }
        catch (ThreadInterruptedException) when (_isStopped)
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
        _isStopped = true;
        CellStop.Begin();
        var isAborted = false;
        var asked = Stopwatch.StartNew();
        for (var since = Stopwatch.StartNew(); !_threads.IsEmpty && since.Elapsed < s_patience; Thread.Sleep(s_pause))
        {
            if (_isHeld && asked.Elapsed < s_longestHold)
            {
                since.Restart();
                continue;
            }

            if (!isAborted && since.Elapsed >= s_grace)
            {
                // It blocks while a target sleeps, so the sleepers are woken from beside it.
                isAborted = true;
                StartThread(_abort.Cancel);
            }

            foreach (var thread in _threads.Keys)
            {
                thread.Interrupt();
            }
        }

        CellStop.End();
        if (isAborted)
        {
            CellConsole.Renew();
        }

        // What Task.Run began keeps a thread of the pool busy; what is only about to end gets a moment.
        stopped.TrySetResult(!_threads.IsEmpty || (_cell is not null && !SpinWait.SpinUntil(() => _cell.Threads <= 0, s_tail)));
    }

    private sealed class Held : IDisposable
    {
        private readonly InterruptibleRun _run;

        public Held(InterruptibleRun run)
        {
            _run = run;
            run._isHeld = true;
        }

        public void Dispose() => _run._isHeld = false;
    }

    private static void StartThread(Action work) => new Thread(() => work()) { IsBackground = true }.UnsafeStart();
}
