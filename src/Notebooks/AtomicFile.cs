namespace Notebooks;

/// <summary>Writes files so that whoever reads them, also after a crash, finds the old text or the new one, whole.</summary>
public static class AtomicFile
{
    /// <summary>Writes to a new file, flushes it to the disk, and moves it in place of the old one.</summary>
    /// <exception cref="IOException">It could not be written, and the old one is as it was.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                file.Write(bytes);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
