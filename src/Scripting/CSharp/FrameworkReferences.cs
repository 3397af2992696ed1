using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Scripting.CSharp.Insight;

namespace Scripting.CSharp;

/// <summary>
/// The assemblies a cell shares with the process it runs in: the framework, this library, and the packages whose types
/// cross the border between the two (there must be one FSharp.Core, one Formatting, one DataFrame). Each file is read
/// once and its metadata is shared by all submissions.
/// </summary>
internal static class FrameworkReferences
{
    private static readonly string[] SharedPackages =
    [
        "Microsoft.DotNet.Interactive.Formatting", "Microsoft.AspNetCore.Html.Abstractions", "FSharp.Core",
        "Microsoft.Data.Analysis", "Microsoft.ML.DataView", "Apache.Arrow", "System.Numerics.Tensors",
    ];

    /// <summary>Every shared assembly: simple name to file.</summary>
    public static ImmutableDictionary<string, string> Shared { get; } = FindShared();

    private static readonly ConcurrentDictionary<string, PortableExecutableReference> s_references = new(StringComparer.Ordinal);

    /// <summary>The files of what every cell can name without an <c>#r</c>: the framework, <c>display</c> and the formatters.</summary>
    public static ImmutableArray<string> Paths { get; } =
    [
        .. Shared.Where(s => !SharedPackages.Contains(s.Key) || s.Key.StartsWith("Microsoft.DotNet", StringComparison.Ordinal)
                || s.Key.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal))
            .OrderBy(s => s.Key, StringComparer.Ordinal)
            .Select(s => s.Value),
    ];

    /// <summary>The metadata of <see cref="Paths"/>.</summary>
    public static ImmutableArray<MetadataReference> ForCells { get; } = [.. Paths.Select(Reference)];

    /// <summary>Whether every cell can name the assembly of that simple name.</summary>
    public static bool IsForCells(string name) => Shared.TryGetValue(name, out var path) && Paths.Contains(path);

    /// <summary>The metadata of one file, read at most once in this process.</summary>
    public static PortableExecutableReference Reference(string path) =>
        s_references.GetOrAdd(path, static p => MetadataReference.CreateFromFile(p, documentation: new XmlDocumentation(p)));

    /// <summary>The metadata of a file that a cell references; of a shared assembly, that of the host's file.</summary>
    public static PortableExecutableReference ReferenceFor(string path) =>
        Reference(Shared.GetValueOrDefault(Path.GetFileNameWithoutExtension(path), path));

    private static ImmutableDictionary<string, string> FindShared()
    {
        var trusted = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")
            ?? throw new InvalidOperationException("The runtime lists no trusted platform assemblies; a session needs them to compile cells."))
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var own = typeof(FrameworkReferences).Assembly;
        var shared = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in trusted)
        {
            var name = Path.GetFileNameWithoutExtension(path);
            if (Path.GetDirectoryName(path) == framework || SharedPackages.Contains(name))
            {
                shared[name] = path;
            }
        }

        shared[own.GetName().Name!] = own.Location;
        return shared.ToImmutable();
    }
}
