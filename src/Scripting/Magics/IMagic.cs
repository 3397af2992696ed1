namespace Scripting.Magics;

/// <summary>What one magic does.</summary>
internal interface IMagic
{
    /// <summary>Its name, what it is for, and what it takes.</summary>
    MagicSyntax Syntax { get; }

    /// <summary>Follows the magic.</summary>
    /// <exception cref="MagicException">It cannot be followed.</exception>
    Task RunAsync(MagicCall call, CellRun cell);
}

/// <summary>A magic's name, what it is for, and what may stand behind its name.</summary>
/// <param name="Name">For example <c>#!share</c>.</param>
/// <param name="Summary">What it does, in a sentence.</param>
/// <param name="Argument">What the argument without a name is, or null if it takes none.</param>
/// <param name="Options">The arguments with names.</param>
internal sealed record MagicSyntax(string Name, string Summary, string? Argument = null, params MagicOption[] Options)
{
    /// <summary>The help that <c>-h</c> shows.</summary>
    public string Help()
    {
        var usage = $"{Name}{(Argument is null ? "" : $" <{Argument}>")}{string.Concat(Options.Select(o => $" [{o.Name}{(o.Value is null ? "" : $" <{o.Value}>")}]"))}";
        var lines = Options.Append(new MagicOption("-h", null, "show this help")).Select(o => $"  {o.Name,-14}{o.Summary}");
        return $"{Name}: {Summary}\nUsage: {usage}\n{string.Join("\n", lines)}\n";
    }
}

/// <summary>An option of a magic; <paramref name="Value"/> names what follows it, or is null for a switch.</summary>
internal sealed record MagicOption(string Name, string? Value, string Summary);

/// <summary>A magic as a cell calls it.</summary>
/// <param name="Argument">The argument without a name.</param>
/// <param name="Options">The options given; a switch has an empty value.</param>
/// <param name="Part">The line itself.</param>
internal sealed record MagicCall(string? Argument, IReadOnlyDictionary<string, string> Options, MagicPart Part)
{
    /// <summary>The option whose value may be of any type.</summary>
    public const string ValueOption = "--value";

    /// <summary>An option's value, or null if it is not given.</summary>
    public string? this[string option] => Options.GetValueOrDefault(option);

    /// <summary>An option's value.</summary>
    /// <exception cref="MagicException">It is not given.</exception>
    public string Required(string option) => this[option]
        ?? throw new MagicException($"{Part.Name} needs {option}; {Part.Name} -h shows how it is written.");

    /// <summary>The argument without a name.</summary>
    /// <exception cref="MagicException">It is not given.</exception>
    public string RequiredArgument(string meaning) => Argument
        ?? throw new MagicException($"{Part.Name} needs {meaning}; {Part.Name} -h shows how it is written.");
}
