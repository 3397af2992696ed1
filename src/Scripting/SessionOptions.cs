namespace Scripting;

/// <summary>Where a session runs and what it tells its cells.</summary>
public sealed record SessionOptions
{
    /// <summary>The folder that relative paths in <c>#r</c> and <c>#load</c> start from; normally the notebook's own.</summary>
    public string WorkingDirectory { get; init; } = Environment.CurrentDirectory;

    /// <summary>Namespaces (and types, for their static members) that every cell can use without a <c>using</c>.</summary>
    public IReadOnlyList<string> Imports { get; init; } = DefaultImports;

    /// <summary>The lock file of a notebook's folder, unless another is named.</summary>
    public const string UsualLockFile = "notebook.lock";

    /// <summary>The file that records the versions and hashes of packages, relative to the working directory; null to record none.</summary>
    public string? LockFile { get; init; }

    /// <summary>Whether packages may only be those that the lock file (<c>notebook.lock</c> unless named) records.</summary>
    public bool IsLocked { get; init; }

    /// <summary>Whether packages may only be those that this machine has already, and no magic may read from the network.</summary>
    public bool IsOffline { get; init; }

    /// <summary>Called when a cell's code has ended and its result is still to be shown: hands over what it wrote past the console.</summary>
    public Action? DrainOutput { get; init; }

    /// <summary>The imports of a plain session.</summary>
    public static IReadOnlyList<string> DefaultImports { get; } =
    [
        "System", "System.IO", "System.Text", "System.Linq", "System.Collections.Generic",
        "System.Threading", "System.Threading.Tasks",
        "Microsoft.DotNet.Interactive", "Microsoft.DotNet.Interactive.Formatting", "Microsoft.DotNet.Interactive.Kernel",
    ];
}
