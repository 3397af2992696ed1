namespace Reader.Tests;

/// <summary>The repository that the tests were built in.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Workbook.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"{AppContext.BaseDirectory} does not lie in the repository.");
        }

        return folder.FullName;
    }
}
