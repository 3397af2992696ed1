using Scripting.Execution;

namespace Microsoft.DotNet.Interactive;

/// <summary>The cell that is running, as code in it can ask for it.</summary>
public sealed class KernelInvocationContext
{
    private KernelInvocationContext(RunningCell cell) => (CancellationToken, HandlingKernel) = (cell.CancellationToken, Kernel.Current);

    /// <summary>The cell that the calling code belongs to, or null outside of any cell.</summary>
    public static KernelInvocationContext? Current => RunningCell.Current is { } cell ? new KernelInvocationContext(cell) : null;

    /// <summary>Cancelled when the cell is interrupted.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Shows a value; see <see cref="Kernel.display"/>.</summary>
    public DisplayedValue Display(object? value, params string[] mimeTypes) => Kernel.display(value, mimeTypes);

    /// <summary>Shows a text as what <paramref name="mimeType"/> says it is.</summary>
    public DisplayedValue DisplayAs(string value, string mimeType) => value.DisplayAs(mimeType);

    /// <summary>The language of the part of the cell that is running.</summary>
    public Kernel HandlingKernel { get; }
}
