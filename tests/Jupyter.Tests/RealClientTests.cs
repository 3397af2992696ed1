using System.Diagnostics;

namespace Jupyter.Tests;

/// <summary>The installed kernels under the clients people use, each in a script of its own.</summary>
public sealed class RealClientTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kernels-").FullName;

    public RealClientTests()
    {
        var install = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "workbook.dll"), "kernel", "install", "--prefix", _folder]) { RedirectStandardOutput = true };
        using var process = Process.Start(install)!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [PythonFact("jupyter_kernel_test")]
    public void Conformance_OfCSharpHoldsWithNoSampleSkipped() => Passes("check_conformance.py", "csharp");

    [PythonFact("jupyter_kernel_test")]
    public void Conformance_OfFSharpHoldsWithNoSampleSkipped() => Passes("check_conformance.py", "fsharp");

    [PythonFact("jupyter_client")]
    public void Client_SeesEveryBehaviourOfTheWire() => Passes("check_wire.py");

    [PythonFact("nbclient", "nbconvert")]
    public void Notebook_RunsInNbclientAndNbconvert() => Passes("check_notebook.py");

    [PythonFact("jupyter_console")]
    public void Console_RunsACellAndLeaves() => Passes("check_console.py");

    [PythonFact("jupyter_client")]
    public void Kernel_StartsRunsAndEndsTwentyTimes() => Passes("check_rounds.py", "20");

    [PythonFact("jupyter_client")]
    [Trait("Category", "Slow")]
    public void Kernel_StartsRunsAndEndsTwoHundredTimes() => Passes("check_rounds.py", "200");

    private void Passes(string script, params string[] arguments)
    {
        var environment = new Dictionary<string, string>
        {
            ["JUPYTER_PATH"] = Path.Combine(_folder, "share", "jupyter"),
            ["JUPYTER_RUNTIME_DIR"] = Path.Combine(_folder, "runtime"),
            ["JUPYTER_CONFIG_DIR"] = Path.Combine(_folder, "config"),
            ["IPYTHONDIR"] = Path.Combine(_folder, "ipython"),
        };
        var (exitCode, output) = Python.Run(
            [Path.Combine(AppContext.BaseDirectory, "python", script), .. arguments], environment, TimeSpan.FromMinutes(20));

        Assert.True(exitCode == 0, output);
    }
}
