using System.Globalization;
using Notebooks;

namespace Cli.Running;

/// <summary>A line when a notebook begins and ends, and for every cell that fails or takes its time.</summary>
internal sealed class LinesDisplay : IRunDisplay
{
    private static readonly TimeSpan s_slow = TimeSpan.FromSeconds(5);
    private readonly Lock _gate = new();

    public void Happened(string notebook, RunEvent happened)
    {
        switch (happened)
        {
            case CellStarted { Index: 1 } started:
                Write($"running {notebook}  {started.Count} cells");
                break;
            case CellFinished { Cell.Failure: { } failure } finished:
                Write(NotebookOutcome.FailureLine(notebook, finished.Cell));
                foreach (var line in failure.Traceback ?? [])
                {
                    Write("    " + line);
                }

                break;
            case CellFinished finished when finished.Cell.Elapsed >= s_slow:
                Write(string.Create(CultureInfo.InvariantCulture, $"        {notebook}, cell {finished.Cell.Number} ({finished.Cell.Id}): {finished.Cell.Elapsed.TotalSeconds:0.0} s"));
                break;
        }
    }

    public void Finished(NotebookOutcome outcome) => Write(RunDisplay.Summary(outcome));

    private void Write(string line)
    {
        lock (_gate)
        {
            Console.WriteLine(line);
        }
    }
}
