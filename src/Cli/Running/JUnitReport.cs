using System.Globalization;
using System.Xml.Linq;

namespace Cli.Running;

/// <summary>The report that most CI servers read: a suite per notebook and a test case per cell, or a test case per notebook.</summary>
internal static class JUnitReport
{
    public static void Write(string file, IReadOnlyList<ReportSuite> suites)
    {
        var elements = suites.Select(Suite).ToArray();
        ReportFile.Write(file, new XElement(
            "testsuites", Sum("tests", elements), Sum("failures", elements), Sum("errors", elements), Sum("skipped", elements), elements));
    }

    private static XAttribute Sum(string name, XElement[] suites) => new(name, suites.Sum(suite => (int)suite.Attribute(name)!));

    private static XElement Suite(ReportSuite suite)
    {
        int Count(CaseResult result) => suite.Cases.Count(test => test.Result == result);
        return new XElement("testsuite",
            new XAttribute("name", suite.Name),
            new XAttribute("tests", suite.Cases.Count),
            new XAttribute("failures", Count(CaseResult.Failed)),
            new XAttribute("errors", Count(CaseResult.Error)),
            new XAttribute("skipped", Count(CaseResult.Skipped)),
            new XAttribute("time", Seconds(suite.Elapsed)),
            new XAttribute("timestamp", suite.Started.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture)),
            suite.Cases.Select(test => Case(suite.Name, test)));
    }

    private static XElement Case(string suite, ReportCase test) => new("testcase",
        new XAttribute("classname", suite),
        new XAttribute("name", test.Name),
        new XAttribute("time", Seconds(test.Elapsed)),
        test.Result switch
        {
            CaseResult.Failed => Problem("failure", test),
            CaseResult.Error => Problem("error", test),
            CaseResult.Skipped => new XElement("skipped", new XAttribute("message", ReportFile.Clean(test.Message!))),
            _ => null,
        });

    private static XElement Problem(string name, ReportCase test) => new(name,
        new XAttribute("type", test.Kind!), new XAttribute("message", ReportFile.Clean(test.Message!)), ReportFile.Clean(test.Details ?? ""));

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);
}
