using System.Globalization;

namespace Scripting.CSharp;

/// <summary>Copies of local assemblies, each in a folder of its own, with the debug information beside it.</summary>
internal sealed class LocalCopies
{
    private readonly Lazy<string> _folder = new(() => Directory.CreateTempSubdirectory("workbook-assemblies-").FullName);
    private int _count;

    // A host may end its process without ending the session.
    public LocalCopies() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Delete();

    /// <summary>Copies a file as it is now.</summary>
    public string Of(string path, string version)
    {
        var folder = Path.Combine(_folder.Value, string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Increment(ref _count)}{(version.Length > 0 ? "-" : "")}{version}"));
        Directory.CreateDirectory(folder);
        foreach (var file in new[] { path, Path.ChangeExtension(path, ".pdb"), Path.ChangeExtension(path, ".xml") }.Where(File.Exists))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return Path.Combine(folder, Path.GetFileName(path));
    }

    /// <summary>Deletes the copies where the system allows that while they are loaded.</summary>
    public void Delete()
    {
        if (_folder.IsValueCreated && Directory.Exists(_folder.Value) && !OperatingSystem.IsWindows())
        {
            Directory.Delete(_folder.Value, recursive: true);
        }
    }
}
