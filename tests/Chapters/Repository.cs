namespace Chapters;

/// <summary>Where the repository is.</summary>
internal static class Repository
{
    /// <summary>The folder above the tests that holds Workbook.sln.</summary>
    public static string Root { get; } = FindRoot();

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
