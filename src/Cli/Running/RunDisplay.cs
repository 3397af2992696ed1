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
            return $"failed  {outcome.Name}";
        }

        var done = run.Cells.Count(cell => cell.Verdict == CellVerdict.Passed);
        return string.Create(CultureInfo.InvariantCulture,
            $"{(outcome.Passed ? "passed" : "failed")}  {outcome.Name}  {done} of {run.Cells.Count} cells  {run.Elapsed.TotalSeconds:0.0} s");
    }
}

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
