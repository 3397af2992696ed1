using System.CommandLine;
using Cli.Running;

namespace Cli.Verbs;

/// <summary>How long notebooks may take, how much memory, and how many run at once.</summary>
internal sealed class LimitOptions : IOptionGroup
{
    private const double MostSeconds = 86400 * 7;
    private const string Seconds = "a number of seconds from 0.1 to 604800";

    private readonly Option<double> _cell = OptionChecks.Number(
        "--timeout", "How long one cell may run. It is interrupted, then its process is killed.", "SECONDS", 300, 0.1, MostSeconds, Seconds);

    private readonly Option<double?> _notebook = OptionChecks.OptionalNumber(
        "--notebook-timeout", "How long all cells of a notebook may run together.", "SECONDS", 0.1, MostSeconds, Seconds);

    private readonly Option<double> _start = OptionChecks.Number(
        "--start-timeout", "How long a notebook's process or kernel may take to start.", "SECONDS", 60, 0.1, MostSeconds, Seconds);

    private readonly Option<double?> _memory = OptionChecks.OptionalNumber(
        "--memory-limit", "How much memory a notebook's process may use before it is killed.", "MB", 1, 1 << 24, "a number of megabytes from 1 to 16777216");

    private readonly Option<int> _jobs = new("--jobs")
    {
        Description = "How many notebooks run at once. Chapters train on all cores, so more than one seldom helps.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    public LimitOptions() => OptionChecks.Check(
        _jobs, text => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) is >= 1 and <= 64, "a whole number from 1 to 64");

    public IEnumerable<Option> Options => [_cell, _notebook, _start, _memory, _jobs];

    public BatchSettings Apply(ParseResult parsed, BatchSettings settings) => settings with
    {
        Jobs = parsed.GetValue(_jobs),
        Run = settings.Run with
        {
            CellTimeLimit = TimeSpan.FromSeconds(parsed.GetValue(_cell)),
            NotebookTimeLimit = parsed.GetValue(_notebook) is { } notebook ? TimeSpan.FromSeconds(notebook) : null,
        },
        Child = settings.Child with
        {
            StartLimit = TimeSpan.FromSeconds(parsed.GetValue(_start)),
            MemoryLimit = parsed.GetValue(_memory) is { } memory ? (long)(memory * 1024 * 1024) : null,
        },
    };
}
