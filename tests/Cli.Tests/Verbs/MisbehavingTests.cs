using System.Xml.Linq;

namespace Cli.Tests.Verbs;

/// <summary>Notebooks that hang, crash, leak or flood: each is reported for itself, and the others run.</summary>
[Collection(nameof(Alone))]
public sealed class MisbehavingTests : IDisposable
{
    private readonly Workbook _workbook = new Workbook().With("overflows.ipynb", "not-json.ipynb");

    public void Dispose() => _workbook.Dispose();

    [Fact]
    public async Task Run_OfNotebooksThatEndTheirProcess_ReportsEach_AndRunsTheOthers()
    {
        _workbook.Write("exits.ipynb", "Environment.Exit(0);", "1").Write("fails-fast.ipynb", "Environment.FailFast(\"told so\");", "1").Write("passes.ipynb", "Console.WriteLine(1);");

        var result = await _workbook.RunAsync("run", "--no-book", "--allow-errors");

        Assert.True((3, "1 passed, 4 failed") == (result.ExitCode, result.Lines[^1]), result.Output);
        Assert.Equal("notebooks/exits.ipynb, cell 1 (c1): SessionDied: the process the cell ran in ended with exit code 0", result.Lines[^5]);
        Assert.StartsWith("notebooks/fails-fast.ipynb, cell 1 (c1): SessionDied: the process the cell ran in ended with exit code", result.Lines[^4]);
        Assert.StartsWith("notebooks/not-json.ipynb: not JSON", result.Lines[^3]);
        Assert.StartsWith("notebooks/overflows.ipynb, cell 1 (c1): SessionDied", result.Lines[^2]);
        Assert.Contains("told so", await File.ReadAllTextAsync(_workbook.PathOf("artifacts", "notebooks", "fails-fast.ipynb")));
    }

    [Fact]
    public async Task Run_OfNotebooksThatNeverEnd_ReportsEach_AndRunsTheOthers()
    {
        _workbook.Write("floods.ipynb", "while (true) Console.WriteLine(\"again and again\");", "1")
            .Write("shows.ipynb", "while (true) display(\"again and again\");", "1")
            .Write("sleeps.ipynb", "Thread.Sleep(Timeout.Infinite);", "1")
            .Write("then-passes.ipynb", "1");

        var result = await _workbook.RunAsync("run", "notebooks/floods.ipynb", "notebooks/s*.ipynb", "notebooks/then-passes.ipynb", "--jobs", "2", "--timeout", "8", "--no-book", "--allow-errors");

        Assert.True((3, "1 passed, 3 failed") == (result.ExitCode, result.Lines[^1]), result.Output);
        Assert.Equal("notebooks/floods.ipynb, cell 1 (c1): TimedOut: the cell did not end within 8 s", result.Lines[^4]);
        Assert.Equal("notebooks/shows.ipynb, cell 1 (c1): TimedOut: the cell did not end within 8 s", result.Lines[^3]);
        Assert.Equal("notebooks/sleeps.ipynb, cell 1 (c1): TimedOut: the cell did not end within 8 s", result.Lines[^2]);
        Assert.InRange(new FileInfo(_workbook.PathOf("artifacts", "notebooks", "floods.ipynb")).Length, 1_000_000, 3_000_000);
        Assert.InRange(new FileInfo(_workbook.PathOf("artifacts", "notebooks", "shows.ipynb")).Length, 1_000, 10_000_000);
    }

    [Fact]
    public async Task Run_OfACellOf50Megabytes_Ends()
    {
        _workbook.Write("huge.ipynb", $"var text = \"{new string('x', 50_000_000)}\";", "Console.WriteLine(text.Length);");

        var result = await _workbook.RunAsync("run", "notebooks/huge.ipynb", "--no-book");

        Assert.Equal((0, "1 passed, 0 failed"), (result.ExitCode, result.Lines[^1]));
        Assert.Equal("50000000\n", (string?)_workbook.Executed("huge.ipynb")[1]!["outputs"]![0]!["text"]![0]);
    }

    [Fact]
    public async Task Run_OfALeak_EndsAtTheMemoryLimit()
    {
        _workbook.Write("leaks.ipynb", "Console.WriteLine(\"begun\"); var kept = new List<byte[]>(); while (true) { var more = new byte[10_000_000]; Array.Fill(more, (byte)1); kept.Add(more); }");

        var result = await _workbook.RunAsync("run", "notebooks/leaks.ipynb", "--memory-limit", "700", "--no-book");

        Assert.Equal(3, result.ExitCode);
        Assert.Equal("notebooks/leaks.ipynb, cell 1 (c1): SessionDied: the process the cell ran in used more than 700 MB of memory, and was killed", result.Lines[^2]);
        Assert.Contains("begun", _workbook.Executed("leaks.ipynb").ToJsonString());
    }

    [Fact]
    public async Task Run_OfACellThatCannotBeInterrupted_EndsAllTheSame()
    {
        _workbook.Write("stays.ipynb", "try { Thread.Sleep(Timeout.Infinite); } finally { for (var i = 1; i > 0; i = 3 - i) { } }");

        var result = await _workbook.RunAsync("run", "notebooks/stays.ipynb", "--timeout", "1", "--no-book");

        Assert.Equal((3, "notebooks/stays.ipynb, cell 1 (c1): TimedOut: the cell did not end within 1 s"), (result.ExitCode, result.Lines[^2]));
    }

    [Fact]
    public async Task Run_OutOfTimeAsAWhole_NamesTheCellThatRan()
    {
        _workbook.Write("long.ipynb", "1", "Thread.Sleep(60_000);", "2");

        var result = await _workbook.RunAsync("run", "notebooks/long.ipynb", "--notebook-timeout", "8", "--no-book");

        Assert.Equal((3, "notebooks/long.ipynb, cell 2 (c2): TimedOut: the notebook did not end within 8 s; this cell was running"), (result.ExitCode, result.Lines[^2]));
    }

    [Fact]
    public async Task Run_WhoseProcessDoesNotStartInTime_SaysSo()
    {
        _workbook.Write("any.ipynb", "1");

        var result = await _workbook.RunAsync("run", "notebooks/any.ipynb", "--start-timeout", "0.1", "--no-book");

        Assert.Equal((3, "notebooks/any.ipynb, cell 1 (c1): SessionDied: the process the cell ran in was not ready after 0.1 s, and was killed"), (result.ExitCode, result.Lines[^2]));
    }

    [Fact]
    public async Task StopOnError_StartsNoFurtherNotebook()
    {
        _workbook.Write("a.ipynb", "1").Write("b.ipynb", "throw new Exception(\"why\");").Write("c.ipynb", "1");

        var result = await _workbook.RunAsync("run", "notebooks/[abc].ipynb", "notebooks/a.ipynb", "notebooks/b.ipynb", "notebooks/c.ipynb", "--stop-on-error", "--no-book", "--junit", "j.xml");
        var stopped = await _workbook.RunAsync("run", "notebooks/a.ipynb", "notebooks/b.ipynb", "notebooks/c.ipynb", "--stop-on-error", "--no-book", "--junit", "j.xml");

        Assert.Equal((2, "0 passed, 1 failed, 3 not run"), (result.ExitCode, result.Lines[^1]));
        Assert.Equal((1, "1 passed, 1 failed, 1 not run"), (stopped.ExitCode, stopped.Lines[^1]));
        Assert.Equal(1, (int?)XDocument.Load(_workbook.PathOf("j.xml")).Root!.Attribute("skipped"));
        Assert.False(File.Exists(_workbook.PathOf("artifacts", "notebooks", "c.ipynb")));
    }

    [Fact]
    public async Task Slow_Cells_AreRunWhenAskedFor()
    {
        _workbook.Write("slow.ipynb", ("Console.WriteLine(\"ran\");", ["slow"]));

        await _workbook.RunAsync("run", "notebooks/slow.ipynb", "--no-book");
        Assert.Empty(_workbook.Executed("slow.ipynb")[0]!["outputs"]!.AsArray());
        await _workbook.RunAsync("run", "notebooks/slow.ipynb", "--no-book", "--slow");
        Assert.Equal("ran\n", (string?)_workbook.Executed("slow.ipynb")[0]!["outputs"]![0]!["text"]![0]);
    }
}
