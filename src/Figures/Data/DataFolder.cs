namespace Figures;

/// <summary>Finds the folder <c>data</c> from inside the repository, whatever the current directory is.</summary>
internal static class DataFolder
{
    /// <summary>The file whose name starts with <paramref name="name"/>, in the nearest folder <c>data</c> that has one.</summary>
    internal static string Find(string name, string from)
    {
        var looked = new List<string>();
        for (var folder = new DirectoryInfo(Path.GetFullPath(from)); folder is not null; folder = folder.Parent)
        {
            var data = Path.Combine(folder.FullName, "data");
            if (!Directory.Exists(data))
            {
                continue;
            }

            looked.Add(data);
            var files = Directory.GetFiles(data, "*.csv").Where(file => IsFor(file, name)).Order(StringComparer.Ordinal).ToArray();
            if (files.Length > 1)
            {
                throw new ArgumentException($"'{name}' fits several files: {string.Join(", ", files.Select(Path.GetFileName))}.", nameof(name));
            }

            if (files.Length == 1)
            {
                return files[0];
            }
        }

        throw new FileNotFoundException(
            $"No file '{name}*.csv' in a folder 'data' of {Path.GetFullPath(from)} or above it; looked in {(looked.Count == 0 ? "no folder, there is none" : string.Join(", ", looked))}.");
    }

    private static bool IsFor(string file, string name) => Path.GetFileName(file).StartsWith(name, StringComparison.Ordinal);
}
