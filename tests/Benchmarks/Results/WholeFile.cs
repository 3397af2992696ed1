namespace Benchmarks.Results;

/// <summary>Writes a file through a temporary one beside it.</summary>
internal static class WholeFile
{
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    public static void Write(string path, string text)
    {
        string full = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        string temporary = $"{full}.{Environment.ProcessId}.tmp";
        try
        {
            File.WriteAllText(temporary, text);
            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
