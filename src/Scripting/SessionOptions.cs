namespace Scripting;

/// <summary>Where a session runs and what it tells its cells.</summary>
public sealed record SessionOptions
{
    /// <summary>The folder that relative paths in <c>#r</c> and <c>#load</c> start from; normally the notebook's own.</summary>
    public string WorkingDirectory { get; init; } = Environment.CurrentDirectory;

    /// <summary>Namespaces (and types, for their static members) that every cell can use without a <c>using</c>.</summary>
    public IReadOnlyList<string> Imports { get; init; } = DefaultImports;

    /// <summary>The imports of a plain session.</summary>
    public static IReadOnlyList<string> DefaultImports { get; } =
    [
        "System", "System.IO", "System.Text", "System.Linq", "System.Collections.Generic",
        "System.Threading", "System.Threading.Tasks",
        "Microsoft.DotNet.Interactive", "Microsoft.DotNet.Interactive.Formatting", "Microsoft.DotNet.Interactive.Kernel",
    ];
}
