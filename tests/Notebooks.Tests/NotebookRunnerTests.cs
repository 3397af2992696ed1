using System.Text.Json.Nodes;

namespace Notebooks.Tests;

public sealed class NotebookRunnerTests
{
    private static readonly RunOptions s_short = new() { CellTimeLimit = TimeSpan.FromMilliseconds(100) };

    private static async Task<NotebookRun> RunAsync(NotebookDocument document, RunOptions? options = null) =>
        await NotebookRunner.RunAsync(document, new FakeSession(), options ?? new RunOptions());

    private static IEnumerable<CellVerdict> Verdicts(NotebookRun run) => run.Cells.Select(cell => cell.Verdict);

    [Fact]
    public async Task Run_StoresOutputsAndCountsInACopy()
    {
        var document = Notebook.Of("print a", "show b");
        document.Cells[0].ExecutionCount = 7;

        var run = await RunAsync(document);

        Assert.True(run.Passed);
        Assert.Equal([1, 2], run.Executed.Cells.Select(cell => cell.ExecutionCount!.Value));
        Assert.All(run.Executed.Cells, cell => Assert.Single(cell.Outputs));
        Assert.Equal(7, document.Cells[0].ExecutionCount);
        Assert.All(document.Cells, cell => Assert.Empty(cell.Outputs));
    }

    [Fact]
    public async Task Run_StopsAtTheFirstFailure()
    {
        var run = await RunAsync(Notebook.Of("print a", "throw why\nmore", "print b"));

        Assert.False(run.Passed);
        Assert.Equal([CellVerdict.Passed, CellVerdict.Failed, CellVerdict.NotRun], Verdicts(run));
        Assert.Equal((2, "c2", "Exception: line 3: why"), (run.Cells[1].Number, run.Cells[1].Id, run.Cells[1].Failure!.ToString()));
        Assert.Null(run.Executed.Cells[2].ExecutionCount);
    }

    [Fact]
    public async Task Run_AllowingErrors_GoesOnAndStillFails()
    {
        var run = await RunAsync(Notebook.Of("throw a", "print b"), new RunOptions { AllowErrors = true });

        Assert.Equal([CellVerdict.Failed, CellVerdict.Passed], Verdicts(run));
        Assert.False(run.Passed);
    }

    [Fact]
    public async Task Run_OfACellThatMustFail_PassesOnlyIfItDoes()
    {
        string[] mustFail = [CellTags.RaisesException];

        Assert.Equal([CellVerdict.Passed, CellVerdict.Passed], Verdicts(await RunAsync(Notebook.Of(("throw a", mustFail), ("print b", [])))));
        var run = await RunAsync(Notebook.Of(("print a", mustFail), ("print b", [])));
        Assert.Equal([CellVerdict.Failed, CellVerdict.NotRun], Verdicts(run));
        Assert.Contains("raises-exception", run.Cells[0].Failure!.Message);
    }

    [Fact]
    public async Task Run_PassesOverWhatIsTaggedSo()
    {
        var run = await RunAsync(Notebook.Of(("throw a", [CellTags.SkipExecution]), ("print b", [])));

        Assert.Equal([CellVerdict.Skipped, CellVerdict.Passed], Verdicts(run));
        Assert.True(run.Passed);
        Assert.Equal(1, run.Executed.Cells[1].ExecutionCount);
    }

    [Fact]
    public async Task Run_OfACellThatNeverEnds_TimesOutAndNamesTheLimit()
    {
        var run = await RunAsync(Notebook.Of("hang", "print b"), s_short with { AllowErrors = true });

        Assert.Equal([CellVerdict.TimedOut, CellVerdict.NotRun], Verdicts(run));
        Assert.Equal("TimedOut: the cell did not end within 0.1 s", run.Cells[0].Failure!.ToString());
    }

    [Fact]
    public async Task Run_OfANotebookThatNeverEnds_TimesOutAtTheCellThatRan()
    {
        var run = await RunAsync(Notebook.Of("print a", "hang", "print b"), new RunOptions { NotebookTimeLimit = TimeSpan.FromMilliseconds(200), AllowErrors = true });

        Assert.Equal([CellVerdict.Passed, CellVerdict.TimedOut, CellVerdict.NotRun], Verdicts(run));
        Assert.Equal("TimedOut: the notebook did not end within 0.2 s; this cell was running", run.Cells[1].Failure!.ToString());
    }

    [Fact]
    public async Task Run_OfSlowCells_IsAskedFor()
    {
        var document = Notebook.Of(("print a", [CellTags.Slow]), ("print b", []));

        Assert.Equal([CellVerdict.Skipped, CellVerdict.Passed], Verdicts(await RunAsync(document)));
        Assert.Equal([CellVerdict.Passed, CellVerdict.Passed], Verdicts(await RunAsync(document, new RunOptions { IncludesSlow = true })));
    }

    [Fact]
    public async Task Run_NotesTimeAndMemoryInTheCopy_AndForgetsThoseOfEarlierRuns()
    {
        var document = Notebook.Of(("print a", []), ("print b", [CellTags.SkipExecution]));
        document.Cells[1].Metadata["workbook"] = "old";

        var run = await RunAsync(document);

        var noted = run.Executed.Cells[0].Metadata["workbook"]!;
        Assert.Equal((1.5, 64.0, "Passed"), ((double)noted["seconds"]!, (double)noted["memory_mb"]!, (string?)noted["verdict"]));
        Assert.Null(run.Executed.Cells[1].Metadata["workbook"]);
        CellMeasurements.Remove(run.Executed);
        Assert.Null(run.Executed.Cells[0].Metadata["workbook"]);
    }

    [Fact]
    public async Task Run_WarnsOfMetadataThatContradictTheCode()
    {
        var document = Notebook.Of("print a", "#!fsharp\nlet a = 1");
        document.Cells[1].Metadata["polyglot_notebook"] = new JsonObject { ["kernelName"] = "csharp" };
        document.Cells[1].Metadata["tags"] = new JsonArray(CellTags.SkipExecution);

        Assert.Equal(["cell 2 (c2): its metadata say csharp, but its first line chooses fsharp, which counts"], (await RunAsync(document)).Warnings);
    }

    [Fact]
    public async Task Run_WhoseSessionDies_Stops()
    {
        var run = await RunAsync(Notebook.Of("die", "print b"), new RunOptions { AllowErrors = true });

        Assert.Equal([CellVerdict.Died, CellVerdict.NotRun], Verdicts(run));
        Assert.Equal("SessionDied: exit code 3", run.Cells[0].Failure!.ToString());
    }

    [Fact]
    public async Task Run_ThatIsStopped_LeavesTheRest()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        var run = await NotebookRunner.RunAsync(Notebook.Of("hang", "print b"), new FakeSession(), new RunOptions(), null, stop.Token);

        Assert.Equal([CellVerdict.NotRun, CellVerdict.NotRun], Verdicts(run));
        Assert.False(run.Passed);
    }

    [Theory]
    [InlineData("kernelspec", "language", "F#", "fsharp")]
    [InlineData("kernelspec", "name", ".net-fsharp", "fsharp")]
    [InlineData("language_info", "name", "C#", "csharp")]
    public void Language_IsTheNotebooks_UnlessTheCellSaysOtherwise(string section, string name, string value, string language)
    {
        var document = Notebook.Of("1", "2");
        document.Metadata.Remove("kernelspec");
        document.Metadata[section] = new JsonObject { [name] = value };
        document.Cells[1].Metadata["polyglot_notebook"] = new JsonObject { ["kernelName"] = "fsharp" };

        Assert.Equal([language, "fsharp"], document.Cells.Select(cell => CellLanguage.Of(document, cell)));
    }

    [Fact]
    public async Task Run_OfAnotherLanguage_SaysSo()
    {
        var document = Notebook.Of("1 + 1");
        document.Metadata["kernelspec"]!["language"] = "python";

        var run = await RunAsync(document);

        Assert.Equal(CellVerdict.Failed, run.Cells[0].Verdict);
        Assert.StartsWith("UnsupportedLanguage: the cell's language is python;", run.Cells[0].Failure!.ToString());
    }

    [Fact]
    public async Task Run_TellsWhenCellsBeginAndEnd()
    {
        var events = new List<string>();

        await NotebookRunner.RunAsync(Notebook.Of("print a", "throw b", "print c"), new FakeSession(), new RunOptions(), happened => events.Add(happened switch
        {
            CellStarted started => $"start {started.Index}/{started.Count}",
            CellFinished finished => $"{finished.Cell.Verdict} {finished.Index}/{finished.Count}",
            _ => throw new InvalidOperationException(happened.ToString()),
        }));

        Assert.Equal(["start 1/3", "Passed 1/3", "start 2/3", "Failed 2/3", "NotRun 3/3"], events);
    }
}
