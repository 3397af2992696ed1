using System.Diagnostics;

namespace Cli.Tests;

/// <summary>The .NET tool: packed, installed from the folder of the package, and used outside the repository.</summary>
[Collection(nameof(Alone))]
public sealed class PackedToolTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("packed-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Tool => Path.Combine(_folder, "tool", OperatingSystem.IsWindows() ? "workbook.exe" : "workbook");

    [Fact]
    public async Task Tool_InstalledFromItsPackage_RunsNotebooksAndServesKernels()
    {
        await PackAndInstallAsync();
        using var workbook = new Workbook().With("passes.ipynb");
        var folder = workbook.PathOf("notebooks");

        await MustAsync(Tool, folder, "test", "passes.ipynb", "--update", "--no-book");
        await MustAsync(Tool, folder, "kernel", "install");
        var spec = await File.ReadAllTextAsync(Path.Combine(_folder, "jupyter", "kernels", ".net-csharp", "kernel.json"));
        Assert.Contains(System.Text.Json.JsonSerializer.Serialize(Tool), spec);
        var through = await MustAsync(Tool, folder, "test", "passes.ipynb", "--via-jupyter", "--no-book");
        Assert.Equal("1 passed, 0 failed", through.Lines[^1]);
        await MustAsync(Tool, folder, "kernel", "uninstall");
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_folder, "jupyter", "kernels")));
    }

    [Fact]
    public async Task Tool_OutsideAWorkbook_SaysWhatToGive()
    {
        var command = Notebooks.ChildCommand.Find();
        var result = await RunAsync(command.FileName, _folder, [.. command.Arguments, "run"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("outside a workbook, say what to run", result.Output);
    }

    private async Task PackAndInstallAsync()
    {
        // <repository>/tests/Cli.Tests/bin/<configuration>/<framework>/
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var (configuration, repository) = (output.Parent!.Name, output.Parent.Parent!.Parent!.Parent!.Parent!.FullName);
        var packages = Path.Combine(_folder, "packages");
        await MustAsync("dotnet", repository, "pack", Path.Combine("src", "Cli"), "--no-build", "-c", configuration, "-o", packages, $"-p:PublishDir={Path.Combine(_folder, "publish")}/");
        await MustAsync("dotnet", _folder, "tool", "install", "Workbook.Tool", "--tool-path", Path.Combine(_folder, "tool"), "--source", packages);
    }

    private async Task<CommandResult> MustAsync(string command, string folder, params string[] arguments)
    {
        var result = await RunAsync(command, folder, arguments);
        Assert.True(result.ExitCode == 0, $"{command} {string.Join(' ', arguments)}\n{result.Output}{result.Error}");
        return result;
    }

    private async Task<CommandResult> RunAsync(string command, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(command, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };

        // What the build that runs the tests set for itself is not for the builds that they run.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["JUPYTER_DATA_DIR"] = start.Environment["JUPYTER_PATH"] = Path.Combine(_folder, "jupyter");
        using var process = Process.Start(start)!;
        return await Workbook.EndOfAsync(process);
    }
}
