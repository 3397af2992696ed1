using System.Diagnostics;
using Benchmarks.Peers.Helpers;

namespace Benchmarks.Peers.TorchSharp;

/// <summary>
/// TorchSharp, in processes of the program TorchSharpPeer. Its native library wants GCC 13's C++ library, which is newer than
/// that of Debian 12, and with it a newer C library: where a folder holds both, the helper is started by their loader.
/// </summary>
internal static class TorchSharpPeer
{
    /// <summary>The file that starts a program with the libraries beside it.</summary>
    public const string Loader = "ld-linux-x86-64.so.2";

    /// <param name="libraries">Folder with the newer libraries, or null for the machine's own.</param>
    /// <exception cref="BenchmarkException">Its native library does not load: the loader's own words.</exception>
    public static HelperPeer Open(string? libraries)
    {
        string? root = libraries is null ? null : LinkedRoot(libraries);
        return new HelperPeer(() => Start(libraries, root, []), (job, threads) => Start(libraries, root, [job, threads]));
    }

    private static ProcessStartInfo Start(string? libraries, string? root, string[] arguments)
    {
        string dotnet = Path.Combine(Programs.DotnetRoot, "dotnet");
        string[] command = [Programs.Find("TorchSharpPeer", "torchsharp-peer.dll"), .. arguments];
        return root is null
            ? new ProcessStartInfo(dotnet, command)
            : new ProcessStartInfo(Path.Combine(root, "dotnet"), ["--library-path", Path.GetFullPath(libraries!), dotnet, .. command]);
    }

    // A program that a loader starts looks to itself like the loader; dotnet insists on its own name, with its runtimes
    // beside it. So the loader goes by that name, in a folder with links to the runtimes.
    private static string LinkedRoot(string libraries)
    {
        string root = Path.Combine(AppContext.BaseDirectory, "torchsharp-root");
        Directory.CreateDirectory(root);
        File.Copy(Path.Combine(libraries, Loader), Path.Combine(root, "dotnet"), overwrite: true);
        foreach (string name in (string[])["host", "shared"])
        {
            string link = Path.Combine(root, name);
            if (!Directory.Exists(link))
            {
                Directory.CreateSymbolicLink(link, Path.Combine(Programs.DotnetRoot, name));
            }
        }

        return root;
    }
}
