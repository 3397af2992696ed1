using System.Diagnostics;

namespace Jupyter.Execution;

/// <summary>The front end's process, whose id it leaves in JPY_PARENT_PID. A kernel does not outlive it.</summary>
internal static class ParentProcess
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    /// <summary>Completes when the parent has gone; never where no parent is named.</summary>
    public static async Task WaitForExitAsync(string? parentId, CancellationToken cancellationToken)
    {
        if (!int.TryParse(parentId, out var id) || id <= 1)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(false);
        }

        while (IsAlive(id))
        {
            await Task.Delay(s_pause, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false; // no process has this id
        }
    }
}
