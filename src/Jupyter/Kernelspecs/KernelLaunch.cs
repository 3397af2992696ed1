using System.Runtime.InteropServices;

namespace Jupyter.Kernelspecs;

/// <summary>How front ends start this program: a command line with absolute paths, and what it needs in the environment.</summary>
internal sealed record KernelLaunch(IReadOnlyList<string> Command, Dictionary<string, string>? Env)
{
    /// <summary>How the program that is running now is started again.</summary>
    public static KernelLaunch Current { get; } = Of(
        Environment.ProcessPath ?? "", AppContext.BaseDirectory, RuntimeEnvironment.GetRuntimeDirectory(), File.Exists);

    /// <summary>
    /// An installed .NET tool is started by its command, which stays where it is when the tool is updated; anything else by
    /// the dotnet host that runs it now, which finds its runtime in every environment.
    /// </summary>
    internal static KernelLaunch Of(string processPath, string baseDirectory, string runtimeDirectory, Func<string, bool> exists)
    {
        // <root>/shared/Microsoft.NETCore.App/<version>/
        var root = Path.GetFullPath(Path.Combine(runtimeDirectory, "..", "..", ".."));
        if (Path.GetDirectoryName(processPath) is { Length: > 0 } folder
            && baseDirectory.StartsWith(Path.Combine(folder, ".store") + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            return new KernelLaunch([processPath], new Dictionary<string, string> { ["DOTNET_ROOT"] = root });
        }

        var host = Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        if (!exists(host))
        {
            throw new FileNotFoundException($"The dotnet host is not at '{host}', beside the runtime that runs this program; the kernel cannot be told how to start.", host);
        }

        return new KernelLaunch([host, Path.Combine(baseDirectory, "workbook.dll")], null);
    }
}
