using System.CommandLine;
using Cli.Running;

namespace Cli.Verbs;

/// <summary>What to do about cells that fail, and about cells that take long.</summary>
internal sealed class ErrorOptions : IOptionGroup
{
    private readonly Option<bool> _allow = new("--allow-errors") { Description = "Go on with a notebook after a failed cell; the cell still counts as failed." };
    private readonly Option<bool> _stop = new("--stop-on-error") { Description = "Start no further notebook after one has failed." };
    private readonly Option<bool> _slow = new("--slow") { Description = "Also run the cells tagged 'slow'." };

    public IEnumerable<Option> Options => [_allow, _stop, _slow];

    public BatchSettings Apply(ParseResult parsed, BatchSettings settings) => settings with
    {
        StopOnError = parsed.GetValue(_stop),
        Run = settings.Run with { AllowErrors = parsed.GetValue(_allow), IncludesSlow = parsed.GetValue(_slow) },
    };
}
