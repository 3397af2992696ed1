using System.Diagnostics;

namespace Interchange.Tests;

/// <summary>Both packages, packed once into a folder outside of the repository's tree, with a feed that holds nothing else.</summary>
public sealed class PackagesFixture : IDisposable
{
    public PackagesFixture()
    {
        string configuration = AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Debug{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Debug" : "Release";
        foreach (string project in (string[])["Recurrent", "Interchange"])
        {
            Dotnet(Repository.Root, "pack", "--no-build", "-c", configuration, Path.Combine("src", project), "-o", Feed, "--nologo");
        }

        // what the packages need beside each other comes from what the build has restored
        string restored = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        File.WriteAllText(Path.Combine(Folder, "nuget.config"), $"""
            <configuration>
              <packageSources><clear /><add key="local" value="{Feed}" /></packageSources>
              <fallbackPackageFolders><clear /><add key="restored" value="{restored}" /></fallbackPackageFolders>
            </configuration>
            """);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("packages").FullName;

    public string Feed => Path.Combine(Folder, "feed");

    /// <summary>Runs dotnet with package and build folders of its own; what it prints comes back if it ends well.</summary>
    public string Dotnet(string folder, params string[] arguments) =>
        Run(folder, folder == Repository.Root ? Environment.GetEnvironmentVariable("NUGET_PACKAGES") : Path.Combine(Folder, "cache"), arguments);

    /// <summary>Runs dotnet in a folder with a folder of packages, null for the usual one; what it prints comes back if it ends well.</summary>
    public static string Run(string folder, string? packages, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NUGET_PACKAGES"] = packages;
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"dotnet {string.Join(' ', arguments)}\n{output.Result}\n{errors.Result}");
        return output.Result;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
