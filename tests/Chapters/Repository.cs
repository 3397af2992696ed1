namespace Chapters;

/// <summary>Where the repository is.</summary>
internal static class Repository
{
    /// <summary>The folder above the tests that holds Workbook.sln.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The notebooks of folders inside of notebooks/, by their paths from there: a/b.ipynb. The folder "" is notebooks/ itself.</summary>
    public static IEnumerable<string> Notebooks(params string[] folders) => folders
        .SelectMany(folder => Directory.GetFiles(Path.Combine(Root, "notebooks", folder), "*.ipynb").Order(StringComparer.Ordinal))
        .Select(file => Path.GetRelativePath(Path.Combine(Root, "notebooks"), file).Replace('\\', '/'));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Workbook.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"Workbook.sln is in no folder above {AppContext.BaseDirectory}.");
    }
}
