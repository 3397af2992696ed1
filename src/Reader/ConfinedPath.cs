namespace Reader;

/// <summary>Paths that must not lead out of a folder, neither by their text nor through links in the file system.</summary>
internal static class ConfinedPath
{
    private const int MaxLinks = 32;

    /// <summary>The file that a relative path means, all links followed, or null if it does not lie in the folder or is hidden.</summary>
    public static string? Resolve(string folder, string relative)
    {
        if (relative.Contains('\0', StringComparison.Ordinal) || Path.IsPathRooted(relative))
        {
            return null;
        }

        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        var full = Path.GetFullPath(relative, root);
        return Lies(full, root) && !IsHidden(full, root) && RealPath(full) is { } real && Lies(real, RealPath(root) ?? root) ? real : null;
    }

    private static bool Lies(string path, string root) => path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static bool IsHidden(string path, string root) => Path.GetRelativePath(root, path).Split(Path.DirectorySeparatorChar).Any(part => part.StartsWith('.'));

    // Null where links lead round in a circle.
    private static string? RealPath(string path)
    {
        for (var links = 0; links < MaxLinks; links++)
        {
            if (FirstLink(path) is not var (link, target, rest))
            {
                return path;
            }

            path = Path.GetFullPath(Path.Combine(Path.GetFullPath(target, Path.GetDirectoryName(link)!), rest));
        }

        return null;
    }

    private static (string Link, string Target, string After)? FirstLink(string path)
    {
        var root = Path.GetPathRoot(path)!;
        var parts = path[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        for (var (i, at) = (0, root); i < parts.Length; i++)
        {
            at = Path.Combine(at, parts[i]);
            FileSystemInfo entry = Directory.Exists(at) ? new DirectoryInfo(at) : new FileInfo(at);
            if (entry.LinkTarget is { } target)
            {
                return (at, target, Path.Combine(parts[(i + 1)..]));
            }
        }

        return null;
    }
}
