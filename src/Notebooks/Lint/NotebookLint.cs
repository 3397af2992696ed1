using Notebooks.Lint.Rules;

namespace Notebooks;

/// <summary>Looks through notebooks, without running them, for what troubles those who run, read or compare them.</summary>
public static class NotebookLint
{
    /// <summary>The tag that switches all rules off for a cell; behind a colon it takes the name of one.</summary>
    public const string SkipTag = "lint-skip";

    private static readonly LintRule[] s_rules =
    [
        ExecutionOrder.Rule, UndefinedName.Rule, MissingSeed.Rule, AbsolutePath.Rule, LargeOutput.Rule, ErrorOutput.Rule,
        MermaidSyntax.Rule, UnknownTrace.Rule, MissingId.Rule, WidgetState.Rule,
    ];

    /// <summary>The rules: name, and what each finds.</summary>
    public static IReadOnlyDictionary<string, string> Rules { get; } = s_rules.ToDictionary(rule => rule.Name, rule => rule.Summary, StringComparer.Ordinal);

    /// <summary>What the rules find in a notebook, in the order of its cells.</summary>
    public static IReadOnlyList<LintFinding> Check(NotebookDocument document, LintOptions options)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(options);
        return [.. s_rules.Where(rule => !options.Skipped.Contains(rule.Name))
            .SelectMany(rule => rule.Check(document, options).Where(remark => !IsSkipped(remark.Cell, rule)).Select(remark =>
                new LintFinding(document.Path, remark.Cell?.Number ?? 0, remark.Cell?.Id, remark.Line, rule.Name, remark.Message)))
            .OrderBy(finding => finding.Cell).ThenBy(finding => finding.Line)];
    }

    private static bool IsSkipped(NotebookCell? cell, LintRule rule) => cell is not null && (cell.Tags.Contains(SkipTag) || cell.Tags.Contains($"{SkipTag}:{rule.Name}"));
}
