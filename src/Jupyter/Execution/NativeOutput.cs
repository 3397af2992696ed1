using System.Runtime.InteropServices;

namespace Jupyter.Execution;

/// <summary>
/// What native code and child processes write to the process's own stdout and stderr: on Unix both lead into pipes that are
/// read here. On other platforms it goes where it always went, and no notebook sees it.
/// </summary>
/// <remarks>The managed console must have been opened before: it keeps the streams the process was started with.</remarks>
internal sealed class NativeOutput : IDisposable
{
    private const int LineBuffered = 1;

    private readonly IReadOnlyList<NativeStream> _streams;
    private readonly IntPtr _stdout;

    private NativeOutput(IReadOnlyList<NativeStream> streams)
    {
        _streams = streams;
        var name = OperatingSystem.IsMacOS() ? "__stdoutp" : "stdout";
        _stdout = NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), name, out var variable) ? Marshal.ReadIntPtr(variable) : IntPtr.Zero;
        if (_stdout != IntPtr.Zero)
        {
            // Otherwise the C library would keep up to 4 KB back, as it does on anything that is not a terminal.
            _ = SetBuffering(_stdout, IntPtr.Zero, LineBuffered, 0);
        }
    }

    /// <summary>Takes the two streams over; null where the platform does not allow it.</summary>
    /// <param name="write">Takes the stream's name and text, on any thread; false if there is no cell to show it in.</param>
    /// <exception cref="IOException">A descriptor cannot be replaced.</exception>
    public static NativeOutput? Capture(Func<string, string, bool> write)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        // What ends a process is told on its stderr at the last moment, so that goes to the front end's log as well.
        var (log, errors) = (Console.OpenStandardOutput(), Console.OpenStandardError());
        return new NativeOutput(
        [
            new NativeStream(1, text => write("stdout", text), log, isEchoed: false),
            new NativeStream(2, text => write("stderr", text), errors, isEchoed: true),
        ]);
    }

    /// <summary>Hands on all that was written so far.</summary>
    public void Drain()
    {
        if (_stdout != IntPtr.Zero)
        {
            _ = Flush(_stdout);
        }

        foreach (var stream in _streams)
        {
            stream.Drain();
        }
    }

    /// <summary>Gives the streams back.</summary>
    public void Dispose()
    {
        Drain();
        foreach (var stream in _streams)
        {
            stream.Dispose();
        }
    }

    [DllImport("libc", EntryPoint = "fflush")]
    private static extern int Flush(IntPtr file);

    [DllImport("libc", EntryPoint = "setvbuf")]
    private static extern int SetBuffering(IntPtr file, IntPtr buffer, int mode, nuint size);
}
