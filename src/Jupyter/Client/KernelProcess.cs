using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Jupyter.Kernelspecs;
using Jupyter.Protocol;

namespace Jupyter.Client;

/// <summary>The process of a kernel that was started from its kernelspec, and its connection file.</summary>
internal sealed class KernelProcess : IDisposable
{
    private readonly Process _process;
    private readonly string _connectionFile;

    private KernelProcess(Process process, ConnectionFile connection, string connectionFile)
    {
        _process = process;
        Connection = connection;
        _connectionFile = connectionFile;
    }

    public ConnectionFile Connection { get; }

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public Process Process => _process;

    public static KernelProcess Start(InstalledKernel kernel, string workingDirectory)
    {
        var path = Path.Combine(Path.GetTempPath(), $"kernel-{Guid.NewGuid():N}.json");
        var connection = NewConnection(kernel.Name);
        connection.Write(path);
        var command = kernel.Spec.Argv.Select(a => a
            .Replace("{connection_file}", path, StringComparison.Ordinal)
            .Replace("{resource_dir}", kernel.Folder, StringComparison.Ordinal)).ToList();
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { WorkingDirectory = workingDirectory, RedirectStandardInput = true };
        start.Environment["JPY_PARENT_PID"] = Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture);
        foreach (var (name, value) in kernel.Spec.Env ?? [])
        {
            start.Environment[name] = value;
        }

        try
        {
            return new KernelProcess(Process.Start(start)!, connection, path);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            File.Delete(path);
            throw new KernelspecException($"The kernel '{kernel.Name}' cannot be started by '{command[0]}': {e.Message}");
        }
    }

    public Task WaitForExitAsync(CancellationToken cancellationToken) => _process.WaitForExitAsync(cancellationToken);

    /// <summary>Sends SIGINT, for kernels that are not interrupted by a message.</summary>
    public void Signal()
    {
        using var kill = Process.Start("kill", ["-INT", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public void Kill() => _process.Kill(entireProcessTree: true);

    public void Dispose()
    {
        _process.Dispose();
        File.Delete(_connectionFile);
    }

    private static ConnectionFile NewConnection(string kernelName)
    {
        // Held together, so that they differ; another process may still take one before the kernel does.
        var listeners = Enumerable.Range(0, 5).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(l => l.Start());
        var ports = listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port).ToList();
        listeners.ForEach(l => l.Stop());
        return new ConnectionFile
        {
            ShellPort = ports[0],
            IopubPort = ports[1],
            StdinPort = ports[2],
            ControlPort = ports[3],
            HbPort = ports[4],
            Key = Guid.NewGuid().ToString(),
            KernelName = kernelName,
        };
    }
}
