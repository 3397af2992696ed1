using System.CommandLine;
using Cli.Running;
using Scripting;

namespace Cli.Verbs;

/// <summary>Where the packages of notebooks may come from.</summary>
internal sealed class PackageOptions : IOptionGroup
{
    private readonly Option<bool> _offline = new("--offline") { Description = "Use the packages that this machine has already; ask no feed, and read nothing from the web for '#!value --from-url'." };
    private readonly Option<bool> _locked = new("--locked") { Description = $"Use only the packages that {SessionOptions.UsualLockFile} beside the notebook lists, if their hashes are the same." };
    private readonly Option<bool> _lock = new("--lock") { Description = $"Write {SessionOptions.UsualLockFile} beside the notebook: the version and the hash of every package it uses." };

    public PackageOptions() => _lock.Validators.Add(result =>
    {
        if (result.GetValue(_lock) && result.GetValue(_locked))
        {
            result.AddError("--lock writes the file that --locked goes by; give one of them.");
        }
    });

    public IEnumerable<Option> Options => [_offline, _locked, _lock];

    public void AddTo(Command verb)
    {
        foreach (var option in Options)
        {
            verb.Add(option);
        }
    }

    public BatchSettings Apply(ParseResult parsed, BatchSettings settings) =>
        settings with { Child = settings.Child with { Packages = Arguments(parsed) } };

    /// <summary>The options as they were given, for a process that runs the cells.</summary>
    public IReadOnlyList<string> Arguments(ParseResult parsed) =>
        [.. Options.Cast<Option<bool>>().Where(parsed.GetValue).Select(option => option.Name)];

    /// <summary>What they ask of a session.</summary>
    public SessionOptions Read(ParseResult parsed) => new()
    {
        IsOffline = parsed.GetValue(_offline),
        IsLocked = parsed.GetValue(_locked),
        LockFile = parsed.GetValue(_lock) ? SessionOptions.UsualLockFile : null,
    };
}
