using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace Cli.Running;

/// <summary>The report that <c>dotnet test</c> writes and Azure DevOps and Visual Studio read.</summary>
internal static class TrxReport
{
    private const string Storage = "workbook";

    // The kind of a unit test, and the list of results that are in no list, as every .trx file has them.
    private const string UnitTestKind = "13cdc9d9-ddb5-4fa4-a97d-d965ccfc6d4b";
    private const string NoList = "8c84fa94-04c1-424b-9868-57a2d4851a1d";

    private static readonly XNamespace s_trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    public static void Write(string file, IReadOnlyList<ReportSuite> suites)
    {
        var tests = suites.SelectMany(Tests).ToArray();
        var (start, end) = (suites.Min(suite => suite.Started), suites.Max(suite => suite.Started + suite.Elapsed));
        ReportFile.Write(file, new XElement(s_trx + "TestRun",
            new XAttribute("id", Guid.NewGuid()),
            new XAttribute("name", "workbook"),
            new XElement(s_trx + "Times", new XAttribute("creation", Time(start)), new XAttribute("queuing", Time(start)), new XAttribute("start", Time(start)), new XAttribute("finish", Time(end))),
            new XElement(s_trx + "Results", tests.Select(Result)),
            new XElement(s_trx + "TestDefinitions", tests.Select(Definition)),
            new XElement(s_trx + "TestEntries", tests.Select(test => new XElement(
                s_trx + "TestEntry", new XAttribute("testId", test.Id), new XAttribute("executionId", test.Execution), new XAttribute("testListId", NoList)))),
            new XElement(s_trx + "TestLists", new XElement(s_trx + "TestList", new XAttribute("name", "Results Not in a List"), new XAttribute("id", NoList))),
            Summary(tests)));
    }

    private static IEnumerable<Test> Tests(ReportSuite suite)
    {
        var start = suite.Started;
        foreach (var test in suite.Cases)
        {
            yield return new Test(suite.Name, test, IdOf($"{suite.Name}\n{test.Name}"), Guid.NewGuid(), start);
            start += test.Elapsed;
        }
    }

    private static XElement Result(Test test) => new(s_trx + "UnitTestResult",
        new XAttribute("executionId", test.Execution),
        new XAttribute("testId", test.Id),
        new XAttribute("testName", test.FullName),
        new XAttribute("computerName", Environment.MachineName),
        new XAttribute("duration", test.Case.Elapsed.ToString("c", CultureInfo.InvariantCulture)),
        new XAttribute("startTime", Time(test.Start)),
        new XAttribute("endTime", Time(test.Start + test.Case.Elapsed)),
        new XAttribute("testType", UnitTestKind),
        new XAttribute("outcome", test.Case.Result switch { CaseResult.Passed => "Passed", CaseResult.Skipped => "NotExecuted", _ => "Failed" }),
        new XAttribute("testListId", NoList),
        test.Case.Message is null ? null : new XElement(s_trx + "Output", new XElement(s_trx + "ErrorInfo",
            new XElement(s_trx + "Message", ReportFile.Clean(test.Case.Message)),
            test.Case.Details is null ? null : new XElement(s_trx + "StackTrace", ReportFile.Clean(test.Case.Details)))));

    private static XElement Definition(Test test) => new(s_trx + "UnitTest",
        new XAttribute("name", test.FullName),
        new XAttribute("storage", Storage),
        new XAttribute("id", test.Id),
        new XElement(s_trx + "Execution", new XAttribute("id", test.Execution)),
        new XElement(s_trx + "TestMethod",
            new XAttribute("codeBase", Storage), new XAttribute("adapterTypeName", "executor://workbook/v1"), new XAttribute("className", test.Suite), new XAttribute("name", test.Case.Name)));

    private static XElement Summary(Test[] tests)
    {
        int Count(params CaseResult[] results) => tests.Count(test => results.Contains(test.Case.Result));
        var failed = Count(CaseResult.Failed, CaseResult.Error);
        return new XElement(s_trx + "ResultSummary",
            new XAttribute("outcome", failed > 0 ? "Failed" : "Completed"),
            new XElement(s_trx + "Counters",
                new XAttribute("total", tests.Length),
                new XAttribute("executed", tests.Length - Count(CaseResult.Skipped)),
                new XAttribute("passed", Count(CaseResult.Passed)),
                new XAttribute("failed", failed),
                new XAttribute("notExecuted", Count(CaseResult.Skipped))));
    }

    // The same test has the same id in every report, so that servers show its history.
    private static Guid IdOf(string name) => new(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));

    private static string Time(DateTimeOffset time) => time.ToString("o", CultureInfo.InvariantCulture);

    private sealed record Test(string Suite, ReportCase Case, Guid Id, Guid Execution, DateTimeOffset Start)
    {
        public string FullName => Suite == Case.Name ? Suite : $"{Suite}: {Case.Name}";
    }
}
