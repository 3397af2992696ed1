namespace Scripting.Tests;

/// <summary>Where the tests find what the build made.</summary>
internal static class Places
{
    /// <summary>The repository's root: the folder with the solution in it.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The folder of Figures.dll, built in the same configuration as these tests, with its packages beside it.</summary>
    public static string Figures { get; } = Path.Combine(Root, "src", "Figures", "bin",
        Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/', '\\'))!), "net10.0");

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Workbook.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Workbook.sln.");
    }
}
