namespace Scripting.Execution;

/// <summary>
/// The cell that the current code belongs to. It flows with the execution context, so tasks and threads that a cell
/// starts keep writing to that cell, also after it has ended.
/// </summary>
internal sealed class RunningCell(CellOutputs outputs, CellInput input, CancellationToken cancellationToken)
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

    /// <summary>Cancelled when the cell is interrupted.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>The run that its parts belong to.</summary>
    /// <exception cref="InvalidOperationException">No part of it has begun.</exception>
    public CellRun Run
    {
        get => field ?? throw new InvalidOperationException("The cell has not begun yet.");
        set;
    }

    /// <summary>The language of the part that is running.</summary>
    public string Language { get; set; } = Languages.LanguageSet.CSharp;
}
