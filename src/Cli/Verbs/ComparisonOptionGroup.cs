using System.CommandLine;
using Cli.Running;
using Notebooks;

namespace Cli.Verbs;

/// <summary>How far the outputs of a test may be from the stored ones.</summary>
internal sealed class ComparisonOptionGroup : IOptionGroup
{
    private static readonly ComparisonOptions s_defaults = new();

    private readonly Option<double> _relative = OptionChecks.Number(
        "--rtol", "How far apart two numbers may be, as a part of the larger. Whole numbers must be equal.", "X", s_defaults.RelativeTolerance, 0, 1, "a number from 0 to 1");

    private readonly Option<double> _absolute = OptionChecks.Number(
        "--atol", "How far apart two numbers may be, whatever their size.", "X", s_defaults.AbsoluteTolerance, 0, double.MaxValue, "a number from 0");

    private readonly Option<double> _image = OptionChecks.Number(
        "--image-tolerance", "How far apart the pixels of two PNG pictures may be on average; 1 is black to white.", "X", s_defaults.ImageTolerance, 0, 1, "a number from 0 to 1");

    private readonly Option<string[]> _sanitize = new("--sanitize")
    {
        Description = "Rules, in nbval's form, for what to make alike before comparing: sections with 'regex: …' and 'replace: …'.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _noSanitize = new("--no-sanitize")
    {
        Description = "Compare GUIDs, addresses, times of day, durations and absolute paths as they are; else they are made alike.",
    };

    private readonly Option<bool> _lax = new("--lax") { Description = "Compare only the cells tagged 'nbval-check-output'; the others need only run." };

    public IEnumerable<Option> Options => [_relative, _absolute, _image, _sanitize, _noSanitize, _lax];

    /// <exception cref="FormatException">A file of rules has a line that is none.</exception>
    /// <exception cref="IOException">A file of rules cannot be read.</exception>
    public BatchSettings Apply(ParseResult parsed, BatchSettings settings) => settings with
    {
        Comparison = new ComparisonOptions
        {
            RelativeTolerance = parsed.GetValue(_relative),
            AbsoluteTolerance = parsed.GetValue(_absolute),
            ImageTolerance = parsed.GetValue(_image),
            OnlyChecked = parsed.GetValue(_lax),
            Rules =
            [
                .. parsed.GetValue(_noSanitize) ? SanitizingRule.Escapes : SanitizingRule.BuiltIn,
                .. (parsed.GetValue(_sanitize) ?? []).SelectMany(SanitizingRule.Read),
            ],
        },
    };
}
