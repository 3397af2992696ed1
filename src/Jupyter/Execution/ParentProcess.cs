using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Jupyter.Execution;

/// <summary>The front end's process, whose id it leaves in JPY_PARENT_PID. A kernel does not outlive it.</summary>
internal sealed class ParentProcess : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private readonly ManualResetEventSlim _ended = new();

    private ParentProcess(int id, Action onGone) => new Thread(() => Wait(id, onGone)) { IsBackground = true, Name = "parent" }.Start();

    /// <summary>Calls <paramref name="onGone"/> when the parent has gone; never where no parent is named.</summary>
    public static ParentProcess? Watch(string? parentId, Action onGone) =>
        int.TryParse(parentId, out var id) && id > 1 ? new ParentProcess(id, onGone) : null;

    public void Dispose() => _ended.Set();

    private void Wait(int id, Action onGone)
    {
        var isOurParent = !OperatingSystem.IsWindows() && ParentId() == id;
        while (isOurParent ? ParentId() == id : IsAlive(id))
        {
            if (_ended.Wait(s_pause))
            {
                return;
            }
        }

        onGone();
    }

    // A parent that has ended is listed until its own parent asks for its exit code, but its children have another one at once.
    [DllImport("libc", EntryPoint = "getppid")]
    private static extern int ParentId();

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
