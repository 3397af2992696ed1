using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Cli.Tests.Verbs;

public sealed class RunVerbTests : IDisposable
{
    private readonly Workbook _workbook = new();

    public void Dispose() => _workbook.Dispose();

    [Fact]
    public async Task Run_WithoutArguments_RunsTheChaptersAndWritesCopiesAndBook()
    {
        var stored = await File.ReadAllTextAsync(_workbook.PathOf("notebooks", "passes.ipynb"));

        var result = await _workbook.With("passes.ipynb").RunAsync();

        Assert.Equal((0, "1 passed, 0 failed", ""), (result.ExitCode, result.Lines[^1], result.Error));
        Assert.Equal(stored, await File.ReadAllTextAsync(_workbook.PathOf("notebooks", "passes.ipynb")));
        var executed = JsonNode.Parse(await File.ReadAllTextAsync(_workbook.PathOf("artifacts", "notebooks", "passes.ipynb")))!["cells"]!.AsArray();
        Assert.Equal("read beside\n", (string?)executed[1]!["outputs"]![0]!["text"]![0]);
        Assert.Equal("6", (string?)executed[1]!["outputs"]![1]!["data"]!["text/plain"]![0]);
        Assert.Equal("on purpose", (string?)executed[2]!["outputs"]![0]!["evalue"]);
        Assert.Equal(["", "1", "2", "", "3"], executed.Select(cell => cell!["execution_count"]?.ToJsonString() ?? ""));
        Assert.Contains("read beside", await File.ReadAllTextAsync(_workbook.PathOf("artifacts", "book", "passes.html")));
        Assert.Contains("passes.html", await File.ReadAllTextAsync(_workbook.PathOf("artifacts", "book", "index.html")));
    }

    [Fact]
    public async Task Run_PutsTranslationsIntoTheBook_WithTheOutputsOfTheRun()
    {
        Directory.CreateDirectory(_workbook.PathOf("notebooks", "zh"));
        _workbook.With().Write("two.ipynb", "Console.WriteLine(1 + 1234);").Write("zh/two.ipynb", "Console.WriteLine(1 + 1234);").Write("other.ipynb", "1").Write("zh/other.ipynb", "2");

        var result = await _workbook.RunAsync("run");

        Assert.Equal((0, "2 passed, 0 failed"), (result.ExitCode, result.Lines[^1]));
        Assert.Contains("1235", await File.ReadAllTextAsync(_workbook.PathOf("artifacts", "book", "zh", "two.html")));
        Assert.Contains("href=\"zh/two.html\"", await File.ReadAllTextAsync(_workbook.PathOf("artifacts", "book", "two.html")));
        Assert.False(File.Exists(_workbook.PathOf("artifacts", "book", "zh", "other.html")));
        Assert.Contains("notebooks/other.ipynb: warning: zh/other.ipynb is not in the book: its code cell 'c1' is not the original's 'c1'", result.Lines);
        Assert.DoesNotContain("1235", await File.ReadAllTextAsync(_workbook.PathOf("notebooks", "zh", "two.ipynb")));
    }

    [Fact]
    public async Task Run_OfAFailingCell_NamesNotebookCellLineAndError()
    {
        var result = await _workbook.With("fails.ipynb", "passes.ipynb").RunAsync("run");

        Assert.Equal((1, "1 passed, 1 failed"), (result.ExitCode, result.Lines[^1]));
        Assert.Equal("notebooks/fails.ipynb, cell 3 (c3): DivideByZeroException: line 1: Attempted to divide by zero.", result.Lines[^2]);
    }

    [Fact]
    public async Task Run_OfACellThatDoesNotCompile_NamesItsLine()
    {
        var report = await ReportAsync("run", "notebooks/does-not-compile.ipynb");

        Assert.StartsWith("CompilationError: line 2: CS0103", (string?)report.Descendants("failure").Single().Attribute("message"));
    }

    [Fact]
    public async Task Run_AllowingErrors_ReportsEachFailedCell()
    {
        var report = await ReportAsync("run", "notebooks/fails.ipynb", "--allow-errors", "--no-book");

        var cases = report.Descendants("testcase").ToArray();
        Assert.Equal(["cell 2 (c2)", "cell 3 (c3)", "cell 4 (c4)"], cases.Select(test => (string?)test.Attribute("name")));
        Assert.Equal([false, true, false], cases.Select(test => test.Element("failure") is not null));
        Assert.Empty(report.Descendants("skipped"));
        Assert.Equal(("3", "1"), ((string?)report.Root!.Attribute("tests"), (string?)report.Root.Attribute("failures")));
        Assert.False(Directory.Exists(_workbook.PathOf("artifacts", "book")));
    }

    [Fact]
    public async Task Run_OfOneBadNotebook_LeavesTheOthersToRun()
    {
        var result = await _workbook.With("exits.ipynb", "overflows.ipynb", "passes.ipynb", "python.ipynb", "unbuilt-reference.ipynb", "wrong-formula.ipynb")
            .RunAsync("run", "--jobs", "2", "--junit", "reports/junit.xml");

        Assert.True(result.Lines[^1] == "1 passed, 5 failed", result.Output);
        Assert.Equal(3, result.ExitCode);
        var failures = result.Lines[^6..^1];
        Assert.Equal("notebooks/exits.ipynb, cell 1 (c1): SessionDied: the process the cell ran in ended with exit code 7", failures[0]);
        Assert.StartsWith("notebooks/overflows.ipynb, cell 1 (c1): SessionDied: the process the cell ran in ended with exit code", failures[1]);
        Assert.StartsWith("notebooks/python.ipynb, cell 1 (c1): UnsupportedLanguage: the cell's language is python", failures[2]);
        Assert.StartsWith("notebooks/unbuilt-reference.ipynb, cell 1 (c1): CompilationError: line 1: CS0006", failures[3]);
        Assert.StartsWith("notebooks/wrong-formula.ipynb, cell 1 (c1): FormulaError: line 3:", failures[4]);
        Assert.Contains("last words", await File.ReadAllTextAsync(_workbook.PathOf("artifacts", "notebooks", "exits.ipynb")));
        Assert.Contains("Stack overflow", await File.ReadAllTextAsync(_workbook.PathOf("artifacts", "notebooks", "overflows.ipynb")));
        var report = XDocument.Load(_workbook.PathOf("reports", "junit.xml"));
        Assert.Equal(6, report.Root!.Elements("testsuite").Count());
        Assert.Equal(5, report.Descendants("failure").Count());
    }

    [Fact]
    public async Task Run_OfACellThatNeverEnds_NamesItAndTheLimit()
    {
        var result = await _workbook.RunAsync("run", "notebooks/never-ends.ipynb", "--timeout", "5", "--allow-errors");

        Assert.Equal((3, "0 passed, 1 failed"), (result.ExitCode, result.Lines[^1]));
        Assert.Equal("notebooks/never-ends.ipynb, cell 2 (c2): TimedOut: the cell did not end within 5 s", result.Lines[^2]);
    }

    [Fact]
    public async Task Run_OfUnreadableInput_SaysWhyAndRunsTheRest()
    {
        var result = await _workbook.RunAsync("run", "notebooks/not-json.ipynb", "notebooks/nbformat-3.ipynb", "notebooks/missing.ipynb", "empty/*.ipynb", "notebooks/passes.ipynb", "--junit", "junit.xml");

        Assert.Equal((2, "1 passed, 4 failed"), (result.ExitCode, result.Lines[^1]));
        Assert.StartsWith("notebooks/not-json.ipynb: not JSON", result.Lines[^5]);
        Assert.StartsWith("notebooks/nbformat-3.ipynb: found nbformat 3 (supported:", result.Lines[^4]);
        Assert.Equal("notebooks/missing.ipynb: there is no such file or folder", result.Lines[^3]);
        Assert.Equal("empty/*.ipynb: no .ipynb or .dib file matches", result.Lines[^2]);
        Assert.Equal(4, XDocument.Load(_workbook.PathOf("junit.xml")).Descendants("error").Count());
    }

    [Theory]
    [InlineData("--timeout 0", "--timeout is 0; it must be")]
    [InlineData("--timeout NaN", "--timeout is NaN; it must be")]
    [InlineData("--start-timeout -1", "--start-timeout is -1; it must be")]
    [InlineData("--memory-limit much", "--memory-limit is much; it must be")]
    [InlineData("--per page", "--per is page; it must be cell or notebook")]
    [InlineData("-p rate", "-p")]
    [InlineData("-f nowhere.yaml", "the parameter file nowhere.yaml cannot be read")]
    [InlineData("--jobs none", "none")]
    [InlineData("--unknown", "--unknown")]
    public async Task Run_WithAWrongOption_SaysSoAndRunsNothing(string arguments, string said)
    {
        var result = await _workbook.RunAsync(["run", .. arguments.Split(' ')]);

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains(said, result.Error);
    }

    private async Task<XDocument> ReportAsync(params string[] arguments)
    {
        var result = await _workbook.RunAsync([.. arguments, "--junit", "junit.xml"]);
        Assert.Equal(1, result.ExitCode);
        return XDocument.Load(_workbook.PathOf("junit.xml"));
    }
}
