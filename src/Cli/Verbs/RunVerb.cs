using System.CommandLine;

namespace Cli.Verbs;

/// <summary><c>workbook run</c>: runs notebooks top to bottom, writes executed copies and the book.</summary>
internal static class RunVerb
{
    public static Command Create() => new BatchVerb(
        "run",
        "Runs notebooks top to bottom, each in a fresh process, and writes executed copies and the book.\n"
        + "  Exit code: 0 all passed, 1 a cell failed, 2 wrong usage or unreadable input, 3 out of time or the process ended.",
        new ParameterOptions(), new ErrorOptions(), new LimitOptions(), new PackageOptions(), new KernelOptions(), new ReportOptions()).Command;
}
