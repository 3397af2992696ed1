using System.CommandLine;
using Cli.Running;
using Jupyter.Kernelspecs;

namespace Cli.Verbs;

/// <summary>Whether the notebooks run in our own session or in an installed Jupyter kernel.</summary>
internal sealed class KernelOptions : IOptionGroup
{
    private readonly Option<string?> _viaJupyter = new("--via-jupyter")
    {
        Description = "Run the notebooks in an installed Jupyter kernel, over ZeroMQ: in KERNEL, or without that in the one each notebook names.",
        HelpName = "KERNEL",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public IEnumerable<Option> Options => [_viaJupyter];

    public BatchSettings Apply(ParseResult parsed, BatchSettings settings)
    {
        if (parsed.GetResult(_viaJupyter) is null)
        {
            return settings;
        }

        if (settings.Child.Packages.Count > 0)
        {
            throw new FormatException($"{string.Join(" and ", settings.Child.Packages)} cannot be given with --via-jupyter: an installed kernel is started as it was installed. 'workbook kernel install' takes these options.");
        }

        // Of 'run --via-jupyter a.ipynb' the command line cannot tell that no kernel was meant.
        var name = parsed.GetValue(_viaJupyter);
        return name is not null && InstalledKernels.Find(name) is null && IsPath(name)
            ? settings with { ViaJupyter = true, Paths = [name, .. settings.Paths] }
            : settings with { ViaJupyter = true, KernelName = name };
    }

    private static bool IsPath(string text) =>
        text.AsSpan().ContainsAny('*', '?', '/') || Path.Exists(text) || Path.GetExtension(text).ToLowerInvariant() is ".ipynb" or ".dib";
}
