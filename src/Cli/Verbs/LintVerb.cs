using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cli.Running;
using Notebooks;

namespace Cli.Verbs;

/// <summary><c>workbook lint</c>: looks through notebooks for what troubles those who run, read or compare them.</summary>
internal static class LintVerb
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var paths = new Argument<string[]>("paths") { Description = "Notebooks (.ipynb, .dib), folders or patterns. Without any: the chapters in notebooks/, here or above.", Arity = ArgumentArity.ZeroOrMore };
        var skip = new Option<string[]>("--skip") { Description = "Leave out a rule; can be given more than once. A cell leaves out a rule by the tag 'lint-skip:RULE', all by 'lint-skip'.", HelpName = "RULE" };
        OptionChecks.Check(skip, NotebookLint.Rules.ContainsKey, $"one of {string.Join(", ", NotebookLint.Rules.Keys)}");
        var json = new Option<bool>("--json") { Description = "Print the findings as JSON." };
        var limit = new Option<int>("--max-output") { Description = "How large the outputs of a cell may be, in kB.", HelpName = "KB", DefaultValueFactory = _ => LintOptions.UsualOutputLimit / 1000 };
        OptionChecks.Check(limit, text => int.Parse(text, CultureInfo.InvariantCulture) is >= 1 and <= 1_000_000, "a number from 1 to 1000000");
        var rules = string.Concat(NotebookLint.Rules.Select(rule => $"\n  {rule.Key,-16} {rule.Value}"));
        var verb = new Command("lint", $"Looks through notebooks, without running them, for what troubles those who run, read or compare them.\n  Exit code: 0 nothing found, 1 findings, 2 wrong usage or unreadable input.\n\nRules:{rules}") { paths, skip, json, limit };
        verb.SetAction(parsed =>
        {
            var options = new LintOptions { Skipped = (parsed.GetValue(skip) ?? []).ToHashSet(StringComparer.Ordinal), OutputLimit = 1000 * parsed.GetValue(limit) };
            return Run(parsed.GetValue(paths) ?? [], options, parsed.GetValue(json));
        });
        return verb;
    }

    private static int Run(string[] paths, LintOptions options, bool asJson)
    {
        var root = NotebookPaths.FindRoot(Environment.CurrentDirectory);
        var places = new Places(root, null);
        var found = NotebookPaths.Resolve(paths, Environment.CurrentDirectory, root).Select(path => Check(path, places.NameOf(path.FullPath), options)).ToArray();
        LintFinding[] findings = [.. found.SelectMany(one => one.Findings)];
        var unreadable = found.Where(one => one.Problem is not null).Select(one => (one.Name, one.Problem)).ToArray();
        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(new { findings, unreadable = unreadable.Select(one => new { notebook = one.Name, problem = one.Problem }) }, s_json));
        }
        else
        {
            foreach (var finding in findings)
            {
                Console.WriteLine($"{finding.Notebook}{(finding.Cell > 0 ? $", cell {finding.Cell} ({finding.Id})" : "")}{(finding.Line > 0 ? $", line {finding.Line}" : "")}: {finding.Rule}: {finding.Message}");
            }

            foreach (var (name, problem) in unreadable)
            {
                Console.WriteLine($"{name}: {problem}");
            }

            Console.WriteLine($"{found.Length} {(found.Length == 1 ? "notebook" : "notebooks")}, {findings.Length} {(findings.Length == 1 ? "finding" : "findings")}{(unreadable.Length > 0 ? $", {unreadable.Length} unreadable" : "")}");
        }

        return unreadable.Length > 0 ? ExitCode.Usage : findings.Length > 0 ? ExitCode.Failed : ExitCode.Passed;
    }

    private static (string Name, IReadOnlyList<LintFinding> Findings, string? Problem) Check(NotebookPath path, string name, LintOptions options)
    {
        if (path.Problem is not null)
        {
            return (name, [], path.Problem);
        }

        try
        {
            var findings = NotebookLint.Check(NotebookDocument.Read(path.FullPath), options);
            return (name, [.. findings.Select(finding => finding with { Notebook = name })], null);
        }
        catch (NotebookFormatException e)
        {
            return (name, [], e.Problem);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (name, [], $"cannot be read: {e.Message}");
        }
    }
}
