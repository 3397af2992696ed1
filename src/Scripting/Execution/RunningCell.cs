namespace Scripting.Execution;

/// <summary>
/// The cell that the current code belongs to. It flows with the execution context, so tasks and threads that a cell
/// starts keep writing to that cell, also after it has ended.
/// </summary>
internal sealed class RunningCell(CellOutputs outputs, CellInput input, CommRegistry comms, CancellationToken cancellationToken)
{
    private static readonly AsyncLocal<RunningCell?> s_current = new(Count);

    private int _threads;

    /// <summary>The cell whose code is running here, or null outside of any cell.</summary>
    public static RunningCell? Current
    {
        get => s_current.Value;
        set => s_current.Value = value;
    }

    /// <summary>Where its outputs go.</summary>
    public CellOutputs Outputs { get; } = outputs;

    /// <summary>Whom it asks.</summary>
    public CellInput Input { get; } = input;

    /// <summary>Its session's comms.</summary>
    public CommRegistry Comms { get; } = comms;

    /// <summary>Cancelled when the cell is interrupted.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>How many threads run its code now, those of the thread pool included.</summary>
    public int Threads => Volatile.Read(ref _threads);

    /// <summary>The run that its parts belong to.</summary>
    /// <exception cref="InvalidOperationException">No part of it has begun.</exception>
    public CellRun Run
    {
        get => field ?? throw new InvalidOperationException("The cell has not begun yet.");
        set;
    }

    /// <summary>The language of the part that is running.</summary>
    public string Language { get; set; } = Languages.LanguageSet.CSharp;

    // Called on each thread that begins or ends to run in the context of a cell; whole, since an abort would leave it half done.
    private static void Count(AsyncLocalValueChangedArgs<RunningCell?> change)
    {
        try
        {
        }
        finally
        {
            if (change.PreviousValue is { } left)
            {
                Interlocked.Decrement(ref left._threads);
            }

            if (change.CurrentValue is { } entered)
            {
                Interlocked.Increment(ref entered._threads);
            }
        }
    }
}
