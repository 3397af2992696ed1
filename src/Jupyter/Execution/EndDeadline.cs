using System.Runtime.InteropServices;

namespace Jupyter.Execution;

/// <summary>
/// Ends the process, with exit code 0, if it has not ended by itself a while after it was asked to. Cells may keep every
/// processor busy with hundreds of threads; then each step of an orderly end waits for its turn among them. This one
/// waits on a thread that was there before, and needs nothing of the runtime.
/// </summary>
internal static class EndDeadline
{
    /// <summary>What is left of the two seconds that a shutdown may take is for the request to be heard.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1.2);

    /// <summary>Begins to count when <paramref name="lifetime"/> ends.</summary>
    public static void Set(KernelLifetime lifetime) => new Thread(() =>
    {
        lifetime.Stopped.Wait();
        Thread.Sleep(s_patience);
        if (OperatingSystem.IsWindows())
        {
            _ = TerminateProcess(-1, 0); // this process
        }
        else
        {
            Exit(0);
        }
    })
    { IsBackground = true, Name = "end" }.Start();

    // Without the C library's own farewells, which wait for its locks.
    [DllImport("libc", EntryPoint = "_exit")]
    private static extern void Exit(int status);

    [DllImport("kernel32")]
    private static extern int TerminateProcess(nint process, uint exitCode);
}
