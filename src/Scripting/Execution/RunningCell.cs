namespace Scripting.Execution;

/// <summary>
/// The cell that the current code belongs to. It flows with the execution context, so tasks and threads that a cell
/// starts keep writing to that cell, also after it has ended.
/// </summary>
internal sealed class RunningCell(CellOutputs outputs, CellInput input, CommRegistry comms, CancellationToken cancellationToken)
{
    private static readonly AsyncLocal<RunningCell?> s_current = new();

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
}
