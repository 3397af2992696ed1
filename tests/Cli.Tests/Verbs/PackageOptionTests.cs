namespace Cli.Tests.Verbs;

/// <summary>Where packages may come from. The one used here is on every machine that has built this repository.</summary>
public sealed class PackageOptionTests : IDisposable
{
    private readonly Workbook _workbook = new();

    public void Dispose() => _workbook.Dispose();

    [Fact]
    public async Task Lock_IsWrittenAndHolds()
    {
        _workbook.Write("locked.ipynb", "#r \"nuget: AsyncIO\"", "typeof(AsyncIO.AsyncSocket).Name");
        var path = _workbook.PathOf("notebooks", "notebook.lock");

        Assert.Equal(0, (await RunAsync("--offline", "--lock")).ExitCode);
        var written = await File.ReadAllTextAsync(path);
        Assert.Contains("\"AsyncIO\"", written, StringComparison.Ordinal);

        Assert.Equal(0, (await RunAsync("--offline", "--locked")).ExitCode);
        Assert.Equal(written, await File.ReadAllTextAsync(path));

        await File.WriteAllTextAsync(path, written.Replace("\"Hash\": \"", "\"Hash\": \"x", StringComparison.Ordinal));
        var refused = await RunAsync("--offline", "--locked");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("its hash differs", refused.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#r \"nuget: No.Such.Package.Here, 1.0.0\"", "No.Such.Package.Here")]
    [InlineData("#!value --name page --from-url http://127.0.0.1:1/", "is not read, since the session is offline")]
    public async Task Offline_AsksNobody(string code, string reason)
    {
        _workbook.Write("locked.ipynb", code);

        var result = await RunAsync("--offline");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(reason, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_ThatContradictEachOtherAreRefused()
    {
        Assert.Contains("give one of them", (await RunAsync("--lock", "--locked")).Error, StringComparison.Ordinal);
        var installed = await RunAsync("--locked", "--via-jupyter");
        Assert.Equal(2, installed.ExitCode);
        Assert.Contains("--locked cannot be given with --via-jupyter", installed.Error, StringComparison.Ordinal);
    }

    private Task<CommandResult> RunAsync(params string[] options) => _workbook.RunAsync(["run", "notebooks/locked.ipynb", "--no-book", .. options]);
}
