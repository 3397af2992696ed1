namespace Reader.Serving;

/// <summary>A notebook of the served folder: its path there, with slashes, and its file.</summary>
internal sealed record ServedNotebook(string Name, string File);

/// <summary>The folder that a reader serves: its notebooks, and the files of known kinds beside them.</summary>
internal sealed class ServedFolder
{
    /// <summary>How many notebooks the contents list.</summary>
    private const int MaxNotebooks = 1000;

    private static readonly HashSet<string> s_passedOver = new(StringComparer.OrdinalIgnoreCase) { "bin", "obj", "node_modules", "artifacts" };

    private static readonly Dictionary<string, string> s_types = new(PictureTypes.All, StringComparer.OrdinalIgnoreCase)
    {
        [".pdf"] = "application/pdf",
        [".csv"] = "text/plain; charset=utf-8",
        [".txt"] = "text/plain; charset=utf-8",
        [".md"] = "text/plain; charset=utf-8",
        [".cs"] = "text/plain; charset=utf-8",
        [".csx"] = "text/plain; charset=utf-8",
        [".fs"] = "text/plain; charset=utf-8",
        [".fsx"] = "text/plain; charset=utf-8",
    };

    public ServedFolder(string path) => Path = System.IO.Path.GetFullPath(path);

    public string Path { get; }

    /// <summary>The notebooks in the folder and below it, in order of their names; folders that hold what tools made are passed over.</summary>
    public IReadOnlyList<ServedNotebook> Notebooks()
    {
        var options = new EnumerationOptions { RecurseSubdirectories = false, IgnoreInaccessible = true };
        IEnumerable<string> Below(string folder) => Directory.EnumerateFiles(folder, "*", options).Where(IsNotebook)
            .Concat(Directory.EnumerateDirectories(folder, "*", options).Where(IsEntered).SelectMany(Below));
        return
        [
            .. Below(Path).Take(MaxNotebooks)
                .Select(file => new ServedNotebook(NameOf(file), file))
                .OrderBy(notebook => notebook.Name.Count(c => c == '/'))
                .ThenBy(notebook => notebook.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The notebook of a name, or null if there is none in the folder.</summary>
    public ServedNotebook? Find(string name) =>
        ConfinedPath.Resolve(Path, name) is not null && IsNotebook(name) && System.IO.Path.GetFullPath(name, Path) is var file && File.Exists(file) ? new ServedNotebook(NameOf(file), file) : null;

    /// <summary>A file that may be sent as it is, and its type; null for all others.</summary>
    public (string File, string Type)? FindFile(string name) =>
        ConfinedPath.Resolve(Path, name) is { } file && s_types.TryGetValue(System.IO.Path.GetExtension(file), out var type) && File.Exists(file) ? (file, type) : null;

    /// <summary>A file's path from the folder, with slashes.</summary>
    public string NameOf(string file) => System.IO.Path.GetRelativePath(Path, file).Replace('\\', '/');

    public static bool IsNotebook(string file) =>
        file.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".dib", StringComparison.OrdinalIgnoreCase);

    private static bool IsEntered(string folder)
    {
        var name = System.IO.Path.GetFileName(folder);
        return !name.StartsWith('.') && !s_passedOver.Contains(name) && new DirectoryInfo(folder).LinkTarget is null;
    }
}
