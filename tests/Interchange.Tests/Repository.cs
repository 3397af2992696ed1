namespace Interchange.Tests;

internal static class Repository
{
    /// <summary>The folder of the solution, above that of the tests.</summary>
    public static string Root { get; } = Up(AppContext.BaseDirectory);

    private static string Up(string folder) =>
        File.Exists(Path.Combine(folder, "Workbook.sln")) ? folder
        : Path.GetDirectoryName(folder) is { } parent ? Up(parent)
        : throw new DirectoryNotFoundException("No folder above the tests has Workbook.sln.");
}
