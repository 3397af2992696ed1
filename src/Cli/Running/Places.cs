namespace Cli.Running;

/// <summary>How notebooks are called in messages, and where what they leave is written.</summary>
internal sealed class Places(string root, string? outputFolder)
{
    /// <summary>The folder for executed copies and the book.</summary>
    public string Output { get; } = Path.GetFullPath(outputFolder ?? Path.Combine(root, "artifacts"));

    /// <summary>The folder of the book.</summary>
    public string Book => Path.Combine(Output, "book");

    /// <summary>How a notebook is called in messages: its path from the workbook's folder, or else the whole.</summary>
    public string NameOf(string path) => RelativeTo(root, path) ?? path;

    /// <summary>Where a notebook's executed copy is written. It stores outputs, so that of a .dib file is an .ipynb file.</summary>
    public string CopyOf(string path) => Path.Combine(Output, "notebooks", PlaceOf(path) + (IsNotebook(path) ? "" : ".ipynb"));

    /// <summary>A notebook's page, from the folder of the book.</summary>
    public string PageOf(string path) => (IsNotebook(path) ? Path.ChangeExtension(PlaceOf(path), ".html") : PlaceOf(path) + ".html").Replace('\\', '/');

    private static bool IsNotebook(string path) => path.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase);

    // Its path from notebooks/, else from the workbook's folder, else from the file system's root.
    private string PlaceOf(string path) =>
        RelativeTo(Path.Combine(root, "notebooks"), path) ?? RelativeTo(root, path) ?? Path.GetRelativePath(Path.GetPathRoot(path)!, path);

    private static string? RelativeTo(string folder, string path)
    {
        var relative = Path.GetRelativePath(folder, path);
        return Path.IsPathRooted(relative) || relative.Split('/', '\\')[0] == ".." ? null : relative.Replace('\\', '/');
    }
}
