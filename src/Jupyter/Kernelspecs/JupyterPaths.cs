namespace Jupyter.Kernelspecs;

/// <summary>
/// The folders in which Jupyter looks for data, told from the environment alone, without asking a Python.
/// https://docs.jupyter.org/en/latest/use/jupyter-directories.html#data-files
/// </summary>
internal sealed class JupyterPaths
{
    private readonly Func<string, string?> _environment;
    private readonly Platform _platform;
    private readonly string _home;

    /// <param name="environment">Reads an environment variable; null or empty where it is not set.</param>
    /// <param name="platform">Whose conventions hold.</param>
    /// <param name="home">The user's own folder.</param>
    public JupyterPaths(Func<string, string?> environment, Platform platform, string home)
    {
        _environment = name => environment(name) is { Length: > 0 } value ? value : null;
        _platform = platform;
        _home = home;
    }

    /// <summary>The paths of this process.</summary>
    public static JupyterPaths Current { get; } = new(
        Environment.GetEnvironmentVariable,
        OperatingSystem.IsWindows() ? Platform.Windows : OperatingSystem.IsMacOS() ? Platform.MacOS : Platform.Linux,
        Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));

    /// <summary>Where the user's own kernels, among other data, are kept.</summary>
    public string UserData => _environment("JUPYTER_DATA_DIR") ?? _platform switch
    {
        Platform.Windows => Path.Combine(_environment("APPDATA") ?? Path.Combine(_home, "AppData", "Roaming"), "jupyter"),
        Platform.MacOS => Path.Combine(_home, "Library", "Jupyter"),
        _ => Path.Combine(_environment("XDG_DATA_HOME") ?? Path.Combine(_home, ".local", "share"), "jupyter"),
    };

    /// <summary>
    /// The prefix of the active Python environment: the virtual or conda environment that is switched on, else where the
    /// first Python on the PATH is installed. Null where there is none.
    /// </summary>
    public string? EnvironmentPrefix => _environment("VIRTUAL_ENV") ?? _environment("CONDA_PREFIX") ?? PrefixOfPython();

    /// <summary>The folders in which kernels are looked for, the first one first.</summary>
    public IReadOnlyList<string> KernelFolders
    {
        get
        {
            IEnumerable<string?> data =
            [
                .. Split(_environment("JUPYTER_PATH")),
                UserData,
                EnvironmentPrefix is { } prefix ? DataOf(prefix) : null,
                .. SystemData,
            ];
            return [.. data.OfType<string>().Select(KernelsOf).Append(Path.Combine(_home, ".ipython", "kernels")).Distinct()];
        }
    }

    private IEnumerable<string> SystemData => _platform == Platform.Windows
        ? [Path.Combine(_environment("PROGRAMDATA") ?? @"C:\ProgramData", "jupyter")]
        : ["/usr/local/share/jupyter", "/usr/share/jupyter"];

    /// <summary>Where data is kept under a prefix.</summary>
    public static string DataOf(string prefix) => Path.Combine(prefix, "share", "jupyter");

    /// <summary>Where kernels are kept in a data folder.</summary>
    public static string KernelsOf(string data) => Path.Combine(data, "kernels");

    private string? PrefixOfPython()
    {
        var names = _platform == Platform.Windows ? new[] { "python.exe" } : ["python3", "python"];
        var folder = Split(_environment("PATH")).FirstOrDefault(f => names.Any(n => File.Exists(Path.Combine(f, n))));
        return folder is null ? null : _platform == Platform.Windows ? folder : Path.GetDirectoryName(folder);
    }

    private IEnumerable<string> Split(string? list) =>
        list?.Split(_platform == Platform.Windows ? ';' : ':', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}

/// <summary>The platforms on which Jupyter keeps its data in different places.</summary>
internal enum Platform
{
    Linux,
    MacOS,
    Windows,
}
