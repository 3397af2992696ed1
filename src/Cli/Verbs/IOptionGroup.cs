using System.CommandLine;
using Cli.Running;

namespace Cli.Verbs;

/// <summary>Options that belong together: adds them to a verb, and reads what they ask for.</summary>
internal interface IOptionGroup
{
    IEnumerable<Option> Options { get; }

    BatchSettings Apply(ParseResult parsed, BatchSettings settings);
}
