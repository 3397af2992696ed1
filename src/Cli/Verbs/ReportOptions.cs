using System.CommandLine;
using Cli.Running;

namespace Cli.Verbs;

/// <summary>What is written about a run, and where.</summary>
internal sealed class ReportOptions : IOptionGroup
{
    private readonly Option<string?> _junit = new("--junit") { Description = "Write a JUnit report to this file.", HelpName = "FILE" };
    private readonly Option<string?> _trx = new("--trx") { Description = "Write a TRX report, as 'dotnet test' does, to this file.", HelpName = "FILE" };
    private readonly Option<string> _per = new("--per") { Description = "What a test case of the reports is: a cell or a notebook.", HelpName = "UNIT", DefaultValueFactory = _ => "cell" };
    private readonly Option<string?> _output = new("--output")
    {
        Description = "The folder for executed copies and the book (artifacts/ in the workbook's folder, or here).",
        HelpName = "DIR",
    };

    private readonly Option<bool> _noBook = new("--no-book") { Description = "Write no book." };

    public ReportOptions() => OptionChecks.Check(
        _per, text => text is "cell" or "notebook", "cell or notebook");

    public IEnumerable<Option> Options => [_junit, _trx, _per, _output, _noBook];

    public BatchSettings Apply(ParseResult parsed, BatchSettings settings) => settings with
    {
        JUnitFile = parsed.GetValue(_junit),
        TrxFile = parsed.GetValue(_trx),
        Per = parsed.GetValue(_per) == "notebook" ? ReportedUnit.Notebook : ReportedUnit.Cell,
        OutputFolder = parsed.GetValue(_output),
        WriteBook = !parsed.GetValue(_noBook),
    };
}
