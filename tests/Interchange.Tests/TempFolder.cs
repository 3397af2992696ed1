namespace Interchange.Tests;

/// <summary>A folder for one test, gone after it.</summary>
public abstract class TempFolder : IDisposable
{
    protected string Folder { get; } = Directory.CreateTempSubdirectory().FullName;

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected string Place(string name) => Path.Combine(Folder, name);
}
