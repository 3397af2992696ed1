using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using Scripting.Execution;

namespace Microsoft.DotNet.Interactive;

/// <summary>What the loops of cells look at, each round. Cells need not write it: it is put in when they are compiled.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CellStop
{
    /// <summary>How many cells of the process are being interrupted. A field: cells are compiled for debugging, where a call costs as much as a round of a small loop.</summary>
    [SuppressMessage("Usage", "CA2211", Justification = "Read in every round of every loop.")]
    public static volatile int Asked;

    /// <summary>Ends the calling thread's part in its cell, if that is the cell which is being interrupted.</summary>
    /// <exception cref="OperationCanceledException">It is.</exception>
    public static void Throw() => InterruptibleRun.ThrowIfStopped();

    /// <summary>From here until <see cref="End"/>, loops ask whether they are meant.</summary>
    internal static void Begin() => Interlocked.Increment(ref Asked);

    internal static void End() => Interlocked.Decrement(ref Asked);
}
