namespace Scripting.Tests.Packages;

/// <summary>Packages of a feed that is a folder: nothing here needs a network.</summary>
public sealed class PrivateFeedTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    // Unlike any other package, since restores are kept on the machine.
    private readonly string _id = "Made" + Guid.NewGuid().ToString("N")[..8];

    public PrivateFeedTests()
    {
        foreach (var version in new[] { "1.0.0", "1.2.0", "1.3.0", "2.0.0", "3.0.0-beta.1" })
        {
            LocalFeed.Add(Path.Combine(_folder.FullName, "feed"), _id, version);
        }

        File.WriteAllText(Path.Combine(_folder.FullName, "nuget.config"), "<configuration><packageSources><clear /></packageSources></configuration>");
    }

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        var installed = Path.Combine(Scripting.Packages.InstalledPackages.Folder, _id.ToLowerInvariant());
        if (Directory.Exists(installed))
        {
            Directory.Delete(installed, recursive: true);
        }
    }

    [Theory]
    [InlineData(", 1.2", "1.2.0")]
    [InlineData(", 1.1", "1.2.0")]
    [InlineData(", [1.0]", "1.0.0")]
    [InlineData(", [1.0, 2.0)", "1.0.0")]
    [InlineData(", 1.*", "1.3.0")]
    [InlineData(", *", "2.0.0")]
    [InlineData("", "2.0.0")]
    [InlineData(", *-*", "3.0.0-beta.1")]
    public async Task Version_IsReadAsNuGetReadsIt(string version, string expected)
    {
        await using var cells = new Recording(_folder.FullName);
        await cells.RunAllAsync($"#i \"nuget: feed\"\n#r \"nuget: {_id}{version}\"\nnew Made.{_id}().Version");
        Assert.Equal(expected, cells.ResultText);
        Assert.Contains(version == ", 1.1" ? $"{_id} 1.2.0 is used; 1.1 was asked for." : $"{_id} {expected} is referenced.", cells.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FailedLine_LeavesTheSessionAsItWas()
    {
        await using var cells = new Recording(_folder.FullName);
        await cells.RunAllAsync("var kept = 7;");
        Assert.Equal(CellOutcome.Error, await cells.RunAsync($"#r \"nuget: {_id}, 1.0\"\nkept = 8;"));
        Assert.Contains(_id, cells.Error.Value, StringComparison.Ordinal);
        Assert.Equal(CellOutcome.Error, await cells.RunAsync($"#i \"nuget: feed\"\n#r \"nuget: {_id}, 9.0\""));
        Assert.Equal(CellOutcome.Error, await cells.RunAsync("#i \"nuget: no such folder\""));

        // The feed of the cell that failed is forgotten with it.
        Assert.Equal(CellOutcome.Error, await cells.RunAsync($"#:package {_id}@1.0"));
        await cells.RunAllAsync($"#i \"nuget: feed\"\n#:package {_id}@1.0\n$\"{{kept}} {{new Made.{_id}().Version}}\"");
        Assert.Equal("7 1.0.0", cells.ResultText);

        Assert.Equal(CellOutcome.Error, await cells.RunAsync($"#r \"nuget: {_id}, [2.0]\""));
        Assert.Contains("restart the session", cells.Error.Value, StringComparison.Ordinal);
        await cells.RunAllAsync($"new Made.{_id}().Version");
        Assert.Equal("1.0.0", cells.ResultText);
    }

    [Fact]
    public async Task Type_OfAPackageIsTheSameInBothLanguages()
    {
        await using var cells = new Recording(_folder.FullName);
        await cells.RunAllAsync(
            $"#!fsharp\n#i \"nuget: feed\"\n#r \"nuget: {_id}, 2.0\"\nlet made = Made.{_id}()\nmade.Version",
            $"#!share --from fsharp made\nmade is Made.{_id}",
            $"var again = new Made.{_id}();",
            $"#!fsharp\n#!share --from csharp again\n(box again) :? Made.{_id}");
        Assert.Equal("True", cells.ResultText);
    }

    [Fact]
    public async Task Package_ForANewerRuntimeSaysWhichOneRuns()
    {
        LocalFeed.Add(Path.Combine(_folder.FullName, "feed"), _id, "7.0.0", "net99.0");
        await using var cells = new Recording(_folder.FullName);
        Assert.Equal(CellOutcome.Error, await cells.RunAsync($"#i \"nuget: feed\"\n#r \"nuget: {_id}, 7.0\""));
        Assert.Contains("net99.0", cells.Error.Value, StringComparison.Ordinal);
        Assert.Contains($"Cells run on .NET {Environment.Version.ToString(2)}", cells.Error.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NativeLibrary_ThatDoesNotLoadGivesTheLoadersOwnWords()
    {
        var native = $"runtimes/{System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier}/native/libbroken.so";
        var code = "namespace Made; public static class Calls { [System.Runtime.InteropServices.DllImport(\"broken\")] public static extern int nothing(); }";
        LocalFeed.Add(Path.Combine(_folder.FullName, "feed"), _id, "8.0.0", code: code, native: (native, "no library"u8.ToArray()));
        await using var cells = new Recording(_folder.FullName);
        Assert.Equal(CellOutcome.Error, await cells.RunAsync($"#i \"nuget: feed\"\n#r \"nuget: {_id}, 8.0\"\nMade.Calls.nothing()"));
        Assert.Equal("System.DllNotFoundException", cells.Error.Name);
        Assert.Contains("libbroken.so: file too short", cells.Error.Value.Replace("invalid ELF header", "file too short", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#r \"nuget: Microsoft.DotNet.Interactive, 1.0.0-beta.20000.1\"")]
    [InlineData("#r \"nuget: Microsoft.DotNet.Interactive.Formatting, 1.0.0-*\"")]
    public async Task Package_OfTheOldKernelIsNotLoaded(string line)
    {
        await using var cells = new Recording(_folder.FullName);
        await cells.RunAllAsync(line + "\ndisplay(1);");
        Assert.Contains("is not loaded: this kernel takes its place", cells.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Extension_OfTheOldKernelIsAnErrorThatSaysSo()
    {
        await using var cells = new Recording(_folder.FullName);
        Assert.Equal(CellOutcome.Error, await cells.RunAsync("#r \"nuget: Microsoft.DotNet.Interactive.SqlServer, *-*\""));
        Assert.Contains("is an extension of .NET Interactive, which this kernel replaces", cells.Error.Value, StringComparison.Ordinal);
    }
}
