namespace Cli.Tests.Verbs;

public sealed class DibTests : IDisposable
{
    private readonly Workbook _workbook = new Workbook().With();

    public void Dispose() => _workbook.Dispose();

    [Fact]
    public async Task Dib_IsRun_AndItsExecutedCopyIsANotebook()
    {
        const string dib = "#!meta\n\n{\"kernelInfo\":{\"defaultKernelName\":\"csharp\"}}\n\n#!markdown\n\n# Title\n\n#!html\n\n<b>x</b>\n\n#!csharp\n\n#!time\nConsole.WriteLine(1 + 2);\n";
        await File.WriteAllTextAsync(_workbook.PathOf("notebooks", "a.dib"), dib);

        var run = await _workbook.RunAsync("run");
        var test = await _workbook.RunAsync("test", "--update", "--no-book");

        Assert.Equal((0, "1 passed, 0 failed"), (run.ExitCode, run.Lines[^1]));
        Assert.Equal("3\n", (string?)_workbook.Executed("a.dib.ipynb")[2]!["outputs"]![0]!["text"]![0]);
        Assert.Contains("Title", await File.ReadAllTextAsync(_workbook.PathOf("artifacts", "book", "a.dib.html")));
        Assert.Equal(0, test.ExitCode);
        Assert.Contains("notebooks/a.dib: warning: a .dib file stores no outputs; its cells were run, and nothing was compared or stored", test.Lines);
        Assert.Equal(dib, await File.ReadAllTextAsync(_workbook.PathOf("notebooks", "a.dib")));
    }
}
