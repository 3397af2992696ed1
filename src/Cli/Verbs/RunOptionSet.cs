using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Cli.Running;

namespace Cli.Verbs;

/// <summary>The paths and options that <c>run</c> and <c>test</c> share.</summary>
internal sealed class RunOptionSet
{
    private readonly Argument<string[]> _paths = new("paths")
    {
        Description = "Notebooks, folders or patterns such as 'notebooks/0*.ipynb'. Without any: the chapters of the workbook.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _junit = new("--junit") { Description = "Write a JUnit report to this file, a test case per cell.", HelpName = "FILE" };
    private readonly Option<double> _timeout = new("--timeout")
    {
        Description = "How many seconds one cell may run.",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => 300,
    };

    private readonly Option<int> _jobs = new("--jobs")
    {
        Description = "How many notebooks run at once. Chapters train on all cores, so more than one seldom helps.",
        HelpName = "N",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<bool> _allowErrors = new("--allow-errors") { Description = "Go on after a failed cell; it still counts as failed." };
    private readonly Option<string?> _output = new("--output")
    {
        Description = "The folder for executed copies and the book (artifacts/ in the workbook's folder).",
        HelpName = "DIR",
    };

    private readonly Option<bool> _noBook = new("--no-book") { Description = "Write no book." };

    public RunOptionSet()
    {
        _paths.Validators.Add(RefuseOptions);
        _timeout.Validators.Add(result => Require(result, text => double.Parse(text, CultureInfo.InvariantCulture) is > 0 and <= 86400, "a number of seconds from 0 to 86400"));
        _jobs.Validators.Add(result => Require(result, text => int.Parse(text, CultureInfo.InvariantCulture) is >= 1 and <= 64, "a whole number from 1 to 64"));
    }

    public void AddTo(Command verb)
    {
        verb.Add(_paths);
        foreach (var option in (Option[])[_junit, _timeout, _jobs, _allowErrors, _output, _noBook])
        {
            verb.Add(option);
        }
    }

    public BatchSettings Read(ParseResult parsed) => new()
    {
        Paths = parsed.GetValue(_paths) ?? [],
        JUnitFile = parsed.GetValue(_junit),
        CellTimeLimit = TimeSpan.FromSeconds(parsed.GetValue(_timeout)),
        Jobs = parsed.GetValue(_jobs),
        AllowErrors = parsed.GetValue(_allowErrors),
        OutputFolder = parsed.GetValue(_output),
        WriteBook = !parsed.GetValue(_noBook),
    };

    private static void RefuseOptions(ArgumentResult result)
    {
        foreach (var option in result.Tokens.Where(token => token.Value.StartsWith('-')))
        {
            result.AddError($"{option.Value} is not an option of '{((CommandResult)result.Parent!).Command.Name}'.");
        }
    }

    private static void Require(OptionResult result, Predicate<string> holds, string wanted)
    {
        foreach (var token in result.Tokens)
        {
            if (!Holds(token.Value, holds))
            {
                result.AddError($"{result.Option.Name} is {token.Value}; it must be {wanted}.");
            }
        }
    }

    private static bool Holds(string text, Predicate<string> holds)
    {
        try
        {
            return holds(text);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return false;
        }
    }
}
