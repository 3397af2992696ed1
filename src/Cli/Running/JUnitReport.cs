using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Notebooks;

namespace Cli.Running;

/// <summary>The report that CI servers read: a suite per notebook, a test case per code cell.</summary>
internal static class JUnitReport
{
    public static void Write(string file, IReadOnlyList<NotebookOutcome> outcomes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var suites = outcomes.Select(Suite).ToArray();
        var root = new XElement("testsuites", Sum("tests", suites), Sum("failures", suites), Sum("errors", suites), Sum("skipped", suites), suites);
        using var writer = XmlWriter.Create(file, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) });
        new XDocument(root).Save(writer);
    }

    private static XAttribute Sum(string name, XElement[] suites) => new(name, suites.Sum(suite => (int)suite.Attribute(name)!));

    private static XElement Suite(NotebookOutcome outcome)
    {
        XElement[] cases = [.. outcome.Run?.Cells.Select(cell => Case(outcome.Name, cell)) ?? [], .. outcome.Problem is null ? [] : (XElement[])[Unreadable(outcome)]];
        int Count(string kind) => cases.Count(test => test.Element(kind) is not null);
        return new XElement("testsuite",
            new XAttribute("name", outcome.Name),
            new XAttribute("tests", cases.Length),
            new XAttribute("failures", Count("failure")),
            new XAttribute("errors", Count("error")),
            new XAttribute("skipped", Count("skipped")),
            new XAttribute("time", Seconds(outcome.Run?.Elapsed ?? TimeSpan.Zero)),
            cases);
    }

    private static XElement Unreadable(NotebookOutcome outcome) => new("testcase",
        new XAttribute("classname", outcome.Name),
        new XAttribute("name", "read"),
        new XElement("error", new XAttribute("message", Clean(outcome.Problem!))));

    private static XElement Case(string notebook, CellRun cell) => new("testcase",
        new XAttribute("classname", notebook),
        new XAttribute("name", $"cell {cell.Number} ({cell.Id})"),
        new XAttribute("time", Seconds(cell.Elapsed)),
        cell switch
        {
            { IsFailure: true, Failure: { } failure } => new XElement("failure",
                new XAttribute("type", failure.Kind),
                new XAttribute("message", Clean(failure.ToString())),
                Clean(string.Join('\n', failure.Traceback ?? []))),
            { Verdict: CellVerdict.Skipped or CellVerdict.NotRun } => new XElement("skipped", new XAttribute("message", cell.Failure?.Message ?? cell.Verdict.ToString())),
            _ => null,
        });

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    // XML has no way to write most control characters.
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            clean.Append(rune.Value >= ' ' || rune.Value is '\n' or '\t' ? rune.ToString() : "\uFFFD");
        }

        return clean.Replace("\uFFFE", "\uFFFD").Replace("\uFFFF", "\uFFFD").ToString();
    }
}
