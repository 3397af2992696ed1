using System.CommandLine;
using System.Text.Json.Nodes;
using Cli.Running;
using Notebooks;

namespace Cli.Verbs;

/// <summary>The values of a notebook's parameters.</summary>
internal sealed class ParameterOptions : IOptionGroup
{
    private readonly Option<string[]> _typed = Pair("--parameter", "-p", "Set a parameter of the cell tagged 'parameters'; the value is read as its default's type says, and may be null.");
    private readonly Option<string[]> _raw = Pair("--raw", "-r", "Set a parameter to this text, whatever it looks like.");
    private readonly Option<string[]> _files = new("--parameters-file", "-f")
    {
        Description = "Set the parameters that a JSON or YAML file names. Of several values for one, -p and -r count before -f.",
        HelpName = "FILE",
    };

    public IEnumerable<Option> Options => [_typed, _raw, _files];

    /// <summary>Whether any parameter is set.</summary>
    public bool IsUsed(System.CommandLine.Parsing.CommandResult result) => Options.Any(option => result.GetResult(option) is not null);

    /// <exception cref="ParameterException">A file of parameters cannot be read.</exception>
    public BatchSettings Apply(ParseResult parsed, BatchSettings settings) => settings with
    {
        Parameters =
        [
            .. (parsed.GetValue(_files) ?? []).SelectMany(ParameterFile.Read),
            .. Pairs(parsed.GetValue(_typed), ParameterForm.Text),
            .. Pairs(parsed.GetValue(_raw), ParameterForm.Raw),
        ],
    };

    private static Option<string[]> Pair(string name, string alias, string description)
    {
        // Two values after each occurrence of the option, not two in all.
        var option = new Option<string[]>(name, alias) { Description = description, HelpName = "NAME VALUE", Arity = new ArgumentArity(2, 2), AllowMultipleArgumentsPerToken = true };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count % 2 != 0)
            {
                result.AddError($"{alias} takes a name and a value.");
            }
        });
        return option;
    }

    private static IEnumerable<Parameter> Pairs(string[]? values, ParameterForm form) =>
        (values ?? []).Chunk(2).Select(pair => new Parameter(pair[0], JsonValue.Create(pair[1]), form));
}
