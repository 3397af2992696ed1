namespace Scripting.Packages;

/// <summary>
/// One folder with links to the native libraries of all packages, so that a library finds its siblings and one of the
/// system of the same name does not win.
/// </summary>
internal sealed class NativeFolder
{
    private readonly Lazy<string> _path = new(() => Directory.CreateTempSubdirectory("workbook-native-").FullName);

    // A host may end its process without ending the session.
    public NativeFolder() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Delete();

    /// <summary>The folder; it is made when first asked for.</summary>
    public string Path => _path.Value;

    /// <summary>Adds libraries; one of the same name takes the place of the one before.</summary>
    public void Link(IEnumerable<string> files)
    {
        foreach (var file in files)
        {
            var link = System.IO.Path.Combine(Path, System.IO.Path.GetFileName(file));
            File.Delete(link);
            if (OperatingSystem.IsWindows())
            {
                // Symbolic links need a privilege there.
                File.Copy(file, link);
            }
            else
            {
                File.CreateSymbolicLink(link, file);
            }
        }
    }

    /// <summary>Deletes the links where the system allows that while libraries are loaded.</summary>
    public void Delete()
    {
        if (_path.IsValueCreated && Directory.Exists(Path) && !OperatingSystem.IsWindows())
        {
            Directory.Delete(Path, recursive: true);
        }
    }
}
