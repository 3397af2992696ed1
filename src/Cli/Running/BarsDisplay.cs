using Notebooks;
using Spectre.Console;

namespace Cli.Running;

/// <summary>A bar per notebook, moved on by each cell.</summary>
internal sealed class BarsDisplay : IRunDisplay
{
    private readonly ProgressContext _context;
    private readonly Dictionary<string, ProgressTask> _bars = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    private BarsDisplay(ProgressContext context) => _context = context;

    public static Task ShowAsync(Func<IRunDisplay, Task> run) => AnsiConsole.Progress()
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
        .StartAsync(context => run(new BarsDisplay(context)));

    public void Happened(string notebook, RunEvent happened)
    {
        lock (_gate)
        {
            switch (happened)
            {
                case CellStarted started:
                    var bar = Bar(notebook, started.Count);
                    bar.Description = Markup.Escape($"{notebook}, cell {started.Cell.Number}");
                    break;
                case CellFinished finished:
                    Bar(notebook, finished.Count).Value = finished.Index;
                    break;
            }
        }
    }

    public void Finished(NotebookOutcome outcome)
    {
        lock (_gate)
        {
            var bar = Bar(outcome.Name, Math.Max(1, outcome.Run?.Cells.Count ?? 1));
            bar.Description = $"[{(outcome.Passed ? "green" : "red")}]{Markup.Escape(RunDisplay.Summary(outcome))}[/]";
            bar.Value = bar.MaxValue;
            bar.StopTask();
        }
    }

    private ProgressTask Bar(string notebook, int cells)
    {
        if (!_bars.TryGetValue(notebook, out var bar))
        {
            _bars[notebook] = bar = _context.AddTask(Markup.Escape(notebook), maxValue: Math.Max(1, cells));
        }

        return bar;
    }
}
