using System.Globalization;
using Notebooks;
using Spectre.Console;

namespace Cli.Running;

/// <summary>Shows a batch while it runs.</summary>
internal interface IRunDisplay
{
    void Happened(string notebook, RunEvent happened);

    void Finished(NotebookOutcome outcome);
}

/// <summary>Chooses the display: bars on a terminal, plain lines where the output is kept.</summary>
internal static class RunDisplay
{
    public static Task ShowAsync(Func<IRunDisplay, Task> run) =>
        AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected ? BarsDisplay.ShowAsync(run) : run(new LinesDisplay());

    /// <summary>One line on a notebook that has ended.</summary>
    public static string Summary(NotebookOutcome outcome)
    {
        if (outcome.Run is not { } run)
        {
            return $"{(outcome.IsLeftOut ? "not run" : "failed ")} {outcome.Name}";
        }

        var done = run.Cells.Count(cell => cell.Verdict == CellVerdict.Passed);
        return string.Create(CultureInfo.InvariantCulture,
            $"{(outcome.Passed ? "passed" : "failed")}  {outcome.Name}  {done} of {run.Cells.Count} cells  {run.Elapsed.TotalSeconds:0.0} s");
    }
}
