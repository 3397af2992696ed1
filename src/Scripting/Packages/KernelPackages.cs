namespace Scripting.Packages;

/// <summary>The packages of .NET Interactive itself, whose place this kernel takes: cells must not load them beside it.</summary>
internal static class KernelPackages
{
    private const string Name = "Microsoft.DotNet.Interactive";
    private static readonly string[] s_parts = ["", ".Formatting", ".CSharp", ".FSharp", ".Documents", ".PackageManagement", ".Jupyter"];

    /// <summary>Whether a package, or an assembly, of that name is one of them.</summary>
    public static bool IsOne(string name) =>
        name.Equals(Name, StringComparison.OrdinalIgnoreCase) || name.StartsWith(Name + ".", StringComparison.OrdinalIgnoreCase);

    /// <summary>What to do about a line that asks for one of them.</summary>
    /// <exception cref="MagicException">The package adds to .NET Interactive what is not here.</exception>
    public static NeedlessPackage Explain(string id) => s_parts.Any(part => id.Equals(Name + part, StringComparison.OrdinalIgnoreCase))
        ? new NeedlessPackage($"{id} is not loaded: this kernel takes its place, and cells can call what it offers them without a reference.")
        : throw new MagicException($"{id} is an extension of .NET Interactive, which this kernel replaces; its languages and magics are not here. From C#, use the package that it builds on.");
}
