namespace Notebooks;

/// <summary>Writes the files of an export.</summary>
public static class ExportFiles
{
    /// <summary>Writes the files, each through a temporary one; the first, the main one, last, so that it never stands there without the others.</summary>
    /// <param name="output">The path of the main file.</param>
    /// <param name="files">The files, the main one first.</param>
    /// <param name="replaces">Whether files that are there are replaced.</param>
    /// <exception cref="IOException">A file is there already and is not to be replaced, or one cannot be written; the message names it.</exception>
    public static void Write(string output, IReadOnlyList<ExportedFile> files, bool replaces)
    {
        ArgumentNullException.ThrowIfNull(files);
        var folder = Path.GetDirectoryName(Path.GetFullPath(output))!;
        var paths = files.Select((file, i) => i == 0 ? Path.GetFullPath(output) : Path.GetFullPath(file.Path, folder)).ToArray();
        if (paths.FirstOrDefault(path => Directory.Exists(path)) is { } directory)
        {
            throw new IOException($"{directory} is a folder; give the name of a file.");
        }

        if (!replaces && paths.FirstOrDefault(File.Exists) is { } there)
        {
            throw new IOException($"{there} is there already; --force replaces it.");
        }

        foreach (var (path, file) in paths.Zip(files).Reverse())
        {
            AtomicFile.Write(path, file.Content.Span);
        }
    }
}
