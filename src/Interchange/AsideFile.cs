namespace Interchange;

/// <summary>Writes a file beside its place and moves it there, so that a reader never meets half a file.</summary>
internal static class AsideFile
{
    public static void Write(string path, Action<string> write)
    {
        string aside = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            write(aside);
            File.Move(aside, path, overwrite: true);
        }
        catch
        {
            File.Delete(aside);
            throw;
        }
    }

    public static void Write(string path, Action<Stream> write)
    {
        Write(path, aside =>
        {
            using var stream = new FileStream(aside, FileMode.CreateNew, FileAccess.ReadWrite);
            write(stream);
        });
    }
}
