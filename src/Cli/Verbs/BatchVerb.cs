using System.CommandLine;
using System.CommandLine.Parsing;
using Cli.Running;
using Notebooks;

namespace Cli.Verbs;

/// <summary>A verb that runs notebooks: its paths and options, and how it is carried out.</summary>
internal sealed class BatchVerb
{
    private readonly Argument<string[]> _paths = new("paths")
    {
        Description = "Notebooks (.ipynb, .dib), folders or patterns such as 'notebooks/0*.ipynb'. Without any: the chapters in notebooks/, here or above.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly IReadOnlyList<IOptionGroup> _groups;

    public BatchVerb(string name, string description, params IReadOnlyList<IOptionGroup> groups)
    {
        _groups = groups;
        _paths.Validators.Add(RefuseOptions);
        Command = new Command(name, description) { _paths };
        foreach (var option in groups.SelectMany(group => group.Options))
        {
            Command.Add(option);
        }

        Command.SetAction(RunAsync);
    }

    public Command Command { get; }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        BatchSettings settings = new() { Paths = parsed.GetValue(_paths) ?? [], Run = new RunOptions(), Child = new ChildSettings() };
        try
        {
            settings = _groups.Aggregate(settings, (read, group) => group.Apply(parsed, read));
        }
        catch (Exception e) when (e is ParameterException or FormatException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCode.Usage;
        }

        return await Batch.RunAsync(settings, cancellationToken);
    }

    private static void RefuseOptions(ArgumentResult result)
    {
        foreach (var option in result.Tokens.Where(token => token.Value.StartsWith('-')))
        {
            result.AddError($"{option.Value} is not an option of '{((CommandResult)result.Parent!).Command.Name}'.");
        }
    }
}
