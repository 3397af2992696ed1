using System.Diagnostics;

namespace Notebooks;

/// <summary>The memory that a process uses: the part of it that is in the machine's memory now.</summary>
public static class ProcessMemory
{
    /// <summary>The bytes a process uses, or null if it has ended.</summary>
    public static long? Of(Process process)
    {
        ArgumentNullException.ThrowIfNull(process);
        try
        {
            process.Refresh();
            return process.HasExited ? null : process.WorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return null; // it ended in between
        }
    }

    /// <summary>Looks ten times a second until <paramref name="stop"/>, and calls <paramref name="exceeded"/> once a process uses more than it may.</summary>
    public static async Task WatchAsync(Process process, long limit, Action exceeded, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(exceeded);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!stop.IsCancellationRequested)
        {
            if (Of(process) is { } used && used > limit)
            {
                exceeded();
                return;
            }

            await ((Task)timer.WaitForNextTickAsync(stop).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
