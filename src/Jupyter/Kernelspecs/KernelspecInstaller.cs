using System.Text.Json;
using System.Text.Json.Nodes;
using Jupyter.Execution;

namespace Jupyter.Kernelspecs;

/// <summary>
/// Puts our kernelspecs into a folder of kernels and takes them out again. What was installed is listed in the kernelspec's
/// metadata, so that a kernelspec of someone else is known, and exactly what was installed is removed.
/// </summary>
public sealed class KernelspecInstaller
{
    private const string Mark = "workbook";
    private const string LogoFolder = "Jupyter.Kernelspecs.Logos.";

    // By default garbage may grow to a share of the processor's cache, which on a server is some 80 MB: no more than 32 here (in hexadecimal).
    private static readonly (string Name, string Value) s_collector = ("DOTNET_GCgen0size", "2000000");

    private readonly KernelLaunch _launch;

    private KernelspecInstaller(string folder, KernelLaunch launch)
    {
        Folder = Path.GetFullPath(folder);
        _launch = launch;
    }

    /// <summary>The folder whose children are kernelspecs.</summary>
    public string Folder { get; }

    /// <summary>For the user who runs this program.</summary>
    public static KernelspecInstaller ForUser() => new(JupyterPaths.KernelsOf(JupyterPaths.Current.UserData), KernelLaunch.Current);

    /// <summary>For the Python environment that is active.</summary>
    /// <exception cref="KernelspecException">There is none.</exception>
    public static KernelspecInstaller ForEnvironment() => ForPrefix(JupyterPaths.Current.EnvironmentPrefix
        ?? throw new KernelspecException("There is no active Python environment and no Python on the PATH; name the folder with --prefix."));

    /// <summary>For what is installed under a prefix, as <c>PREFIX/share/jupyter/kernels</c>.</summary>
    public static KernelspecInstaller ForPrefix(string prefix) => In(JupyterPaths.KernelsOf(JupyterPaths.DataOf(prefix)), KernelLaunch.Current);

    internal static KernelspecInstaller In(string folder, KernelLaunch launch) => new(folder, launch);

    /// <summary>Installs the kernel of a language.</summary>
    /// <param name="language"><c>C#</c> or <c>F#</c>.</param>
    /// <param name="name">The kernel's name; null for the one notebooks know it by.</param>
    /// <param name="displayName">The name front ends show; null for the usual one.</param>
    /// <param name="force">Whether a kernelspec of someone else may be overwritten.</param>
    /// <param name="options">Further options that the kernel is started with.</param>
    /// <returns>The folder of the kernelspec.</returns>
    /// <exception cref="KernelspecException">The name cannot be one, or is someone else's.</exception>
    /// <exception cref="ArgumentException">The language is not known.</exception>
    public string Install(string language, string? name = null, string? displayName = null, bool force = false, IReadOnlyList<string>? options = null)
    {
        var spoken = KernelLanguage.Named(language);
        name ??= spoken.SpecName;
        CheckCanInstall(name, force);
        var folder = Path.Combine(Folder, name);
        RemoveFiles(folder);

        Directory.CreateDirectory(folder);
        var files = new List<string> { Kernelspec.FileName };
        foreach (var resource in Resources())
        {
            using var source = typeof(KernelspecInstaller).Assembly.GetManifestResourceStream(resource)!;
            using var target = File.Create(Path.Combine(folder, resource[LogoFolder.Length..]));
            source.CopyTo(target);
            files.Add(resource[LogoFolder.Length..]);
        }

        var mark = new JsonObject { ["files"] = new JsonArray([.. files]) };
        new Kernelspec
        {
            Argv = [.. _launch.Command, "kernel", "start", "--language", spoken.Name, .. options ?? [], "{connection_file}"],
            DisplayName = displayName ?? spoken.DisplayName,
            Language = spoken.Name,
            InterruptMode = "message",
            Env = new Dictionary<string, string>(_launch.Env ?? []) { [s_collector.Name] = s_collector.Value },
            Metadata = new() { [Mark] = JsonSerializer.SerializeToElement(mark, KernelspecJson.Default.JsonObject) },
        }.Write(folder);
        return folder;
    }

    /// <summary>Checks that a kernel of this name can be installed.</summary>
    /// <exception cref="KernelspecException">The name cannot be one, or is someone else's.</exception>
    public void CheckCanInstall(string name, bool force)
    {
        CheckName(name);
        var folder = Path.Combine(Folder, name);
        if (!force && Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any() && InstalledFiles(folder) is null)
        {
            throw new KernelspecException($"'{folder}' holds a kernelspec that this program did not install; --force overwrites it.");
        }
    }

    /// <summary>Removes what was installed under a name, and the folder if nothing else is in it.</summary>
    /// <returns>Whether there was such a kernel.</returns>
    /// <exception cref="KernelspecException">The name cannot be one, or is someone else's.</exception>
    public bool Uninstall(string name)
    {
        CheckName(name);
        var folder = Path.Combine(Folder, name);
        if (!Directory.Exists(folder))
        {
            return false;
        }

        if (InstalledFiles(folder) is null)
        {
            throw new KernelspecException($"'{folder}' holds a kernelspec that this program did not install; it stays.");
        }

        RemoveFiles(folder);
        return true;
    }

    /// <summary>The files that were installed with a kernelspec; null if it is not ours.</summary>
    internal static IReadOnlyList<string>? FilesOf(Kernelspec spec) =>
        spec.Metadata is { } metadata && metadata.TryGetValue(Mark, out var mark)
        && mark.ValueKind == JsonValueKind.Object && mark.TryGetProperty("files", out var files) && files.ValueKind == JsonValueKind.Array
            ? [.. files.EnumerateArray().Select(f => f.ToString())]
            : null;

    private static IReadOnlyList<string>? InstalledFiles(string folder)
    {
        try
        {
            return FilesOf(Kernelspec.Read(folder));
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            return null; // not a kernelspec, so not ours
        }
    }

    private static void RemoveFiles(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        // The kernelspec last: it is what says that the others are ours.
        foreach (var file in (InstalledFiles(folder) ?? []).Select(f => Path.GetFileName(f)).OrderBy(f => f == Kernelspec.FileName))
        {
            File.Delete(Path.Combine(folder, file));
        }

        if (!Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
        }
    }

    private static void CheckName(string name)
    {
        if (!Kernelspec.IsName(name) || name is "." or "..")
        {
            throw new KernelspecException($"A kernel cannot be named '{name}': letters, digits, dots, hyphens and underscores only.");
        }
    }

    private static IEnumerable<string> Resources() =>
        typeof(KernelspecInstaller).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(LogoFolder, StringComparison.Ordinal));
}

/// <summary>A kernelspec that cannot be installed or removed; the message says why.</summary>
public sealed class KernelspecException(string message) : Exception(message);
