using System.Xml.Linq;
using Cli.Running;
using Notebooks;

namespace Cli.Tests.Running;

public sealed class ReportTests : IDisposable
{
    private static readonly XNamespace s_trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    private readonly NotebookOutcome[] _outcomes =
    [
        Ran("a.ipynb", new CellRun(1, "c1", CellVerdict.Passed, TimeSpan.FromSeconds(1)),
            new CellRun(2, "c2", CellVerdict.Failed, TimeSpan.FromSeconds(2), new CellFailure("X.Bad", "why\u0001", 3, ["first", "second"])),
            new CellRun(3, "c3", CellVerdict.NotRun, TimeSpan.Zero)),
        Ran("b.ipynb", new CellRun(1, "c1", CellVerdict.Passed, TimeSpan.FromSeconds(1)), new CellRun(2, "c2", CellVerdict.Skipped, TimeSpan.Zero)),
        new NotebookOutcome("/c.ipynb", "c.ipynb", null, "not JSON"),
        NotebookOutcome.LeftOut("/d.ipynb", "d.ipynb"),
    ];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static NotebookOutcome Ran(string name, params CellRun[] cells) => new("/" + name, name, new NotebookRun(
        NotebookDocument.Parse("""{"cells":[],"metadata":{},"nbformat":4,"nbformat_minor":5}""", name), cells, TimeSpan.FromSeconds(5)));

    private XElement Write(Action<string, IReadOnlyList<ReportSuite>> write, ReportedUnit per)
    {
        var file = Path.Combine(_folder, "below", "report.xml");
        write(file, ReportSuite.Of(_outcomes, per));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(file)!));
        return XDocument.Load(file).Root!;
    }

    [Fact]
    public void JUnit_HasACasePerCell()
    {
        var root = Write(JUnitReport.Write, ReportedUnit.Cell);

        Assert.Equal(["7", "1", "1", "3"], new[] { "tests", "failures", "errors", "skipped" }.Select(name => (string?)root.Attribute(name)));
        var failure = root.Descendants("failure").Single();
        Assert.Equal(("X.Bad", "Bad: line 3: why\uFFFD", "first\nsecond"), ((string?)failure.Attribute("type"), (string?)failure.Attribute("message"), failure.Value));
        Assert.Equal("a.ipynb cell 2 (c2) 2.000", string.Join(' ', failure.Parent!.Attributes().Select(attribute => attribute.Value)));
        Assert.Equal("not JSON", (string?)root.Descendants("error").Single().Attribute("message"));
    }

    [Fact]
    public void JUnit_HasACasePerNotebook_WhereAskedFor()
    {
        var root = Write(JUnitReport.Write, ReportedUnit.Notebook);

        Assert.Equal(["a.ipynb", "b.ipynb", "c.ipynb", "d.ipynb"], root.Descendants("testcase").Select(test => (string?)test.Attribute("name")));
        Assert.Equal(["4", "1", "1", "1"], new[] { "tests", "failures", "errors", "skipped" }.Select(name => (string?)root.Attribute(name)));
        Assert.Equal("a.ipynb, cell 2 (c2): Bad: line 3: why\uFFFD", (string?)root.Descendants("failure").Single().Attribute("message"));
    }

    [Theory]
    [InlineData("Cell", "7 4 2 2 3", "a.ipynb: cell 2 (c2)")]
    [InlineData("Notebook", "4 3 1 2 1", "notebooks: a.ipynb")]
    public void Trx_CountsAndLinksResultsAndTests(string per, string counts, string failed)
    {
        var root = Write(TrxReport.Write, Enum.Parse<ReportedUnit>(per));

        var counters = root.Descendants(s_trx + "Counters").Single();
        Assert.Equal(counts, string.Join(' ', new[] { "total", "executed", "passed", "failed", "notExecuted" }.Select(name => (string?)counters.Attribute(name))));
        var results = root.Descendants(s_trx + "UnitTestResult").ToArray();
        Assert.Equal(results.Select(result => (string?)result.Attribute("testId")), root.Descendants(s_trx + "UnitTest").Select(test => (string?)test.Attribute("id")));
        Assert.Equal(results.Select(result => (string?)result.Attribute("executionId")), root.Descendants(s_trx + "TestEntry").Select(entry => (string?)entry.Attribute("executionId")));
        Assert.Equal(results.Length, results.Select(result => (string?)result.Attribute("testId")).Distinct().Count());
        Assert.Equal(failed, (string?)results.First(result => (string?)result.Attribute("outcome") == "Failed").Attribute("testName"));
        Assert.Contains("line 3: why", root.Descendants(s_trx + "Message").First().Value);
    }

    [Fact]
    public void Trx_GivesTheSameTestTheSameIdEveryTime()
    {
        IEnumerable<string?> Ids() => Write(TrxReport.Write, ReportedUnit.Cell).Descendants(s_trx + "UnitTest").Select(test => (string?)test.Attribute("id"));
        Assert.Equal(Ids(), Ids());
    }

    [Theory]
    [InlineData(0, CellVerdict.Passed, CellVerdict.Skipped)]
    [InlineData(1, CellVerdict.Passed, CellVerdict.Failed)]
    [InlineData(1, CellVerdict.Passed, CellVerdict.NotRun)]
    [InlineData(3, CellVerdict.Failed, CellVerdict.TimedOut)]
    [InlineData(3, CellVerdict.Died, CellVerdict.NotRun)]
    public void ExitCode_IsThatOfTheWorstCell(int code, params CellVerdict[] verdicts) =>
        Assert.Equal(code, Ran("a.ipynb", [.. verdicts.Select((verdict, i) => new CellRun(i + 1, $"c{i}", verdict, TimeSpan.Zero))]).ExitCode);
}
