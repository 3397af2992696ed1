using Notebooks;

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

    [Fact]
    public async Task Update_CarriesTheOutputsOverToATranslation()
    {
        Directory.CreateDirectory(_workbook.PathOf("notebooks", "zh"));
        _workbook.Write("two.ipynb", "1 + 1").Write("zh/two.ipynb", "1 + 1").Write("other.ipynb", "1 + 1").Write("zh/other.ipynb", "2 + 1");
        var untouched = await File.ReadAllTextAsync(_workbook.PathOf("notebooks", "zh", "other.ipynb"));

        var update = await _workbook.RunAsync("test", "--update", "--no-book", "notebooks/two.ipynb", "notebooks/other.ipynb");

        Assert.True(update.ExitCode == 0, update.Output);
        Assert.Equal("2", Text("two.ipynb"));
        Assert.Equal("2", Text("zh/two.ipynb"));
        Assert.Equal(untouched, await File.ReadAllTextAsync(_workbook.PathOf("notebooks", "zh", "other.ipynb")));
        Assert.Contains("notebooks/other.ipynb: warning: the outputs of zh/other.ipynb were left as they were: its code cell 'c1' is not the original's 'c1'", update.Lines);

        string Text(string name) => (string)NotebookDocument.Read(_workbook.PathOf("notebooks", name)).Cells[0].Outputs.Single()!["data"]!["text/plain"]!.AsArray().Single()!;
    }
}
