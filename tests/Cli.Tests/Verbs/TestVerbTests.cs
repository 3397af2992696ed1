namespace Cli.Tests.Verbs;

public sealed class TestVerbTests : IDisposable
{
    private readonly Workbook _workbook = new Workbook().With("passes.ipynb");

    public void Dispose() => _workbook.Dispose();

    private string Notebook => _workbook.PathOf("notebooks", "passes.ipynb");

    [Fact]
    public async Task Test_ComparesWithStoredOutputs_WhichOnlyUpdateWrites()
    {
        var before = await File.ReadAllTextAsync(Notebook);
        var missing = await _workbook.RunAsync("test", "--no-book");
        Assert.Equal((1, "0 passed, 1 failed"), (missing.ExitCode, missing.Lines[^1]));
        Assert.Contains("notebooks/passes.ipynb, cell 2 (c2): OutputDiffers: 0 stored outputs (none), now 2 (stream stdout, execute_result)", missing.Lines);
        Assert.Equal(before, await File.ReadAllTextAsync(Notebook));

        Assert.Equal(0, (await _workbook.RunAsync("test", "--update", "--no-book")).ExitCode);
        var updated = await File.ReadAllTextAsync(Notebook);
        Assert.Contains("read beside", updated);
        Assert.DoesNotContain(_workbook.Folder, updated);

        Assert.Equal(0, (await _workbook.RunAsync("test", "--no-book")).ExitCode);
        Assert.Equal(0, (await _workbook.RunAsync("test", "--update", "--no-book")).ExitCode);
        Assert.Equal(updated, await File.ReadAllTextAsync(Notebook));

        await File.WriteAllTextAsync(Notebook, updated.Replace("read beside", "read another"));
        var differs = await _workbook.RunAsync("test", "--no-book");
        Assert.Equal(1, differs.ExitCode);
        Assert.Equal("notebooks/passes.ipynb, cell 2 (c2): OutputDiffers: output 1: line 1: stored 'read another', now 'read beside'", differs.Lines[^2]);
    }

    [Fact]
    public async Task Update_OfANotebookThatFails_LeavesIt()
    {
        using var workbook = new Workbook().With("fails.ipynb");
        var before = await File.ReadAllTextAsync(workbook.PathOf("notebooks", "fails.ipynb"));

        Assert.Equal(1, (await workbook.RunAsync("test", "--update", "--no-book")).ExitCode);
        Assert.Equal(before, await File.ReadAllTextAsync(workbook.PathOf("notebooks", "fails.ipynb")));
    }
}
