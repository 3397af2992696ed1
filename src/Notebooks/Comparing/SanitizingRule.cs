using System.Text.RegularExpressions;

namespace Notebooks;

/// <summary>What changes from run to run, and what it is replaced by in both texts before they are compared.</summary>
public sealed partial record SanitizingRule(Regex Pattern, string Replacement)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>Escape sequences, GUIDs, addresses, times of day and how long something took, absolute paths.</summary>
    public static IReadOnlyList<SanitizingRule> BuiltIn { get; } =
    [
        new(Escape(), ""),
        new(Identifier(), "GUID"),
        new(Address(), "ADDRESS"),
        new(Moment(), "TIME"),
        new(Duration(), "DURATION"),
        new(AbsolutePath(), "PATH/"),
    ];

    /// <summary>Only what terminals colour by, which is no text.</summary>
    public static IReadOnlyList<SanitizingRule> Escapes { get; } = [BuiltIn[0]];

    /// <summary>Applies the rules in order.</summary>
    public static string Apply(IEnumerable<SanitizingRule> rules, string text)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return rules.Aggregate(text, (changed, rule) => rule.Pattern.Replace(changed, rule.Replacement));
    }

    /// <summary>Reads rules from a file in nbval's form: sections, each with a line <c>regex:</c> and a line <c>replace:</c>.</summary>
    /// <exception cref="FormatException">A line is none of these, or a pattern is wrong; the message names file and line.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<SanitizingRule> Read(string path)
    {
        var rules = new List<SanitizingRule>();
        Regex? pattern = null;
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            switch (Line().Match(line))
            {
                case { Success: true } match when match.Groups["key"].Value == "regex":
                    pattern = PatternOf(match.Groups["value"].Value, path, number);
                    break;
                case { Success: true } match when match.Groups["key"].Value == "replace" && pattern is not null:
                    rules.Add(new SanitizingRule(pattern, match.Groups["value"].Value.Replace("$", "$$", StringComparison.Ordinal)));
                    pattern = null;
                    break;
                case { Success: true } match when !match.Groups["key"].Success:
                    break; // a section, a comment, nothing
                default:
                    throw new FormatException($"{path}, line {number}: '{line}' is no section [name], no 'regex: …' and no 'replace: …' after one");
            }
        }

        return pattern is null ? rules : throw new FormatException($"{path}: the last regex has no 'replace: …'");
    }

    private static Regex PatternOf(string text, string path, int line)
    {
        try
        {
            return new Regex(text, RegexOptions.CultureInvariant, s_patience);
        }
        catch (ArgumentException e)
        {
            throw new FormatException($"{path}, line {line}: '{text}' is no regular expression: {e.Message}", e);
        }
    }

    [GeneratedRegex(@"^\s*((?<key>regex|replace)\s*[:=]\s?(?<value>.*)|\[.*\]\s*|[#;].*)?$")]
    private static partial Regex Line();

    [GeneratedRegex(@"\x1b\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Escape();

    [GeneratedRegex(@"\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b|(?<![0-9a-zA-Z])[0-9a-f]{32}(?![0-9a-zA-Z])")]
    private static partial Regex Identifier();

    [GeneratedRegex(@"\b0x[0-9a-fA-F]{8,16}\b")]
    private static partial Regex Address();

    // With a date or without; a date alone is more often data.
    [GeneratedRegex(@"(\b\d{4}-\d\d-\d\d[T ]|\b)\d{1,2}:\d\d:\d\d(\.\d+)?( ?[AP]M\b)?(Z|[+-]\d\d:?\d\d\b)?")]
    private static partial Regex Moment();

    // Whole seconds, minutes and hours are more often data.
    [GeneratedRegex(@"(?<![\w.])\d+(\.\d+)?\s?(ns|µs|μs|us|ms|milliseconds|microseconds)\b|(?<![\w.])\d+\.\d+\s?(s|sec|seconds)\b")]
    private static partial Regex Duration();

    // The folders of a path from the root; the file's name stays.
    [GeneratedRegex(@"(?<![\w./\\:-])(/(home|root|tmp|var|Users|usr|opt|mnt|private|srv)/|[A-Za-z]:\\)([^\s""'<>|:*?]*[/\\])?")]
    private static partial Regex AbsolutePath();
}
