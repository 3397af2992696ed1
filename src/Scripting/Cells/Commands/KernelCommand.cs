using Scripting;

namespace Microsoft.DotNet.Interactive.Commands;

/// <summary>Something that a cell asks the session for; see <see cref="Kernel.SendAsync"/>.</summary>
public abstract class KernelCommand
{
    private protected KernelCommand(string? targetKernelName) => TargetKernelName = targetKernelName;

    /// <summary>The language it is for; null for that of the cell.</summary>
    public string? TargetKernelName { get; }

    internal abstract Task<KernelCommandResult> RunAsync(CellRun cell, string language);
}

/// <summary>Code to run.</summary>
/// <param name="code">The code.</param>
/// <param name="targetKernelName">Its language; that of the cell unless given.</param>
public sealed class SubmitCode(string code, string? targetKernelName = null) : KernelCommand(targetKernelName)
{
    /// <summary>The code.</summary>
    public string Code { get; } = code;

    internal override async Task<KernelCommandResult> RunAsync(CellRun cell, string language)
    {
        // Away from the cell's own threads, so that waiting for it waits for nothing of the cell's.
        var value = await Task.Run(() => cell.RunSentAsync(Code, language)).ConfigureAwait(false);
        return new KernelCommandResult(this, value.HasValue ? [new Events.ReturnValueProduced(value.Value), new Events.CommandSucceeded()] : [new Events.CommandSucceeded()]);
    }
}

/// <summary>A cell to be put into the notebook, which only a front end could do.</summary>
/// <param name="kernelName">The language of the cell.</param>
/// <param name="code">What it would hold.</param>
public sealed class SendEditableCode(string kernelName, string code) : KernelCommand(kernelName)
{
    /// <summary>What the cell would hold.</summary>
    public string Code { get; } = code;

    internal override Task<KernelCommandResult> RunAsync(CellRun cell, string language) => throw new NotSupportedException(
        "SendEditableCode asks the front end to add a cell, and no message of the Jupyter protocol does that. Run the code with SubmitCode, or print it to be copied.");
}
