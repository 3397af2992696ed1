using System.Text.RegularExpressions;

namespace Scripting.Packages;

/// <summary>The packages that this machine has already; no feed is asked.</summary>
internal static partial class InstalledPackages
{
    /// <summary>Where restores put packages.</summary>
    public static string Folder => Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>Their ids, as their authors write them.</summary>
    public static IEnumerable<string> Ids => Directory.Exists(Folder)
        ? Directory.EnumerateDirectories(Folder).Select(Id).Order(StringComparer.OrdinalIgnoreCase)
        : [];

    private static string Id(string package)
    {
        var description = Directory.EnumerateDirectories(package).SelectMany(version => Directory.EnumerateFiles(version, "*.nuspec")).FirstOrDefault();
        return description is not null && IdElement().Match(File.ReadAllText(description)) is { Success: true } match ? match.Groups[1].Value : Path.GetFileName(package);
    }

    [GeneratedRegex(@"<id>\s*([^<\s]+)\s*</id>")]
    private static partial Regex IdElement();
}
