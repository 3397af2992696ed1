using System.Text.Json;

namespace Scripting.Packages;

/// <summary><c>notebook.lock</c>: the version and the hash of every package that a notebook uses.</summary>
internal static class NotebookLock
{
    private static readonly JsonSerializerOptions s_format = new() { WriteIndented = true };

    /// <summary>Reads the file: package to version and hash.</summary>
    /// <exception cref="MagicException">It is missing or malformed.</exception>
    public static IReadOnlyDictionary<string, LockedPackage> Read(string path)
    {
        try
        {
            var locked = JsonSerializer.Deserialize<Dictionary<string, LockedPackage>>(File.ReadAllText(path))
                ?? throw new JsonException("it holds nothing");
            return new Dictionary<string, LockedPackage>(locked, StringComparer.OrdinalIgnoreCase);
        }
        catch (Exception error) when (error is IOException or JsonException)
        {
            throw new MagicException($"The session is locked, but {Path.GetFileName(path)} cannot be read: {error.Message}");
        }
    }

    /// <summary>Writes the file, in order of the packages' names.</summary>
    public static void Write(string path, IEnumerable<RestoredLibrary> libraries)
    {
        var packages = new SortedDictionary<string, LockedPackage>(StringComparer.OrdinalIgnoreCase);
        foreach (var library in libraries)
        {
            packages[library.Id] = new LockedPackage(library.Version, library.Hash);
        }

        // Whole or not at all: what is pinned must not be half of it.
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(packages, s_format) + "\n");
        File.Move(path + ".new", path, overwrite: true);
    }
}

/// <summary>A package's version and the SHA-512 of its file, as NuGet writes it.</summary>
internal sealed record LockedPackage(string Version, string Hash);
