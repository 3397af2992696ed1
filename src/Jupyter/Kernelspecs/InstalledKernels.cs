using System.Text.Json;

namespace Jupyter.Kernelspecs;

/// <summary>The kernels that front ends on this machine would find.</summary>
public static class InstalledKernels
{
    /// <summary>All of them, by name; of several with one name, the one that is found first.</summary>
    public static IReadOnlyList<InstalledKernel> List() => List(JupyterPaths.Current);

    /// <summary>The kernel of a name; null if there is none.</summary>
    public static InstalledKernel? Find(string name) => List().FirstOrDefault(k => k.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    internal static IReadOnlyList<InstalledKernel> List(JupyterPaths paths) =>
        [.. paths.KernelFolders
            .Where(Directory.Exists)
            .SelectMany(Directory.EnumerateDirectories)
            .Select(Read)
            .OfType<InstalledKernel>()
            .DistinctBy(k => k.Name.ToUpperInvariant())
            .OrderBy(k => k.Name, StringComparer.OrdinalIgnoreCase)];

    private static InstalledKernel? Read(string folder)
    {
        if (!File.Exists(Path.Combine(folder, Kernelspec.FileName)))
        {
            return null;
        }

        try
        {
            return new InstalledKernel(Path.GetFileName(folder), folder, Kernelspec.Read(folder));
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null; // as front ends do: a broken kernelspec is no kernel
        }
    }
}

/// <summary>A kernel's name, the folder of its kernelspec, and what it says.</summary>
public sealed record InstalledKernel(string Name, string Folder, Kernelspec Spec)
{
    /// <summary>Whether this program installed it.</summary>
    public bool IsOurs => KernelspecInstaller.FilesOf(Spec) is not null;
}
