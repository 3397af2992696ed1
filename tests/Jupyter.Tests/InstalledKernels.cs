using System.Diagnostics;

namespace Jupyter.Tests;

/// <summary>The kernels installed in a folder of their own, and scripts that find them there.</summary>
internal sealed class InstalledKernels : IDisposable
{
    private static readonly string s_workbook = Path.Combine(AppContext.BaseDirectory, "workbook.dll");

    public InstalledKernels()
    {
        var install = new ProcessStartInfo("dotnet", [s_workbook, "kernel", "install", "--prefix", Folder]) { RedirectStandardOutput = true };
        using var process = Process.Start(install)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("kernels-").FullName;

    /// <summary>Runs a script of the folder python to its end; it must find nothing wrong.</summary>
    public string Passes(string script, params string[] arguments)
    {
        var environment = new Dictionary<string, string>
        {
            ["JUPYTER_PATH"] = Path.Combine(Folder, "share", "jupyter"),
            ["JUPYTER_RUNTIME_DIR"] = Path.Combine(Folder, "runtime"),
            ["JUPYTER_CONFIG_DIR"] = Path.Combine(Folder, "config"),
            ["IPYTHONDIR"] = Path.Combine(Folder, "ipython"),
            ["WORKBOOK"] = s_workbook,
        };
        var (exitCode, output) = Python.Run(
            [Path.Combine(AppContext.BaseDirectory, "python", script), .. arguments], environment, TimeSpan.FromMinutes(20), Folder);

        Assert.True(exitCode == 0, output);
        return output;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
