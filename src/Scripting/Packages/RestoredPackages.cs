using System.Text.Json;

namespace Scripting.Packages;

/// <summary>What a restore found.</summary>
/// <param name="Libraries">Every package with its version and the hash of its file.</param>
/// <param name="Compile">The assemblies to compile against.</param>
/// <param name="Runtime">The assemblies to load.</param>
/// <param name="Native">The native libraries.</param>
/// <param name="Projects">The assemblies that projects were built to.</param>
internal sealed record RestoredPackages(
    IReadOnlyList<RestoredLibrary> Libraries, IReadOnlyList<string> Compile, IReadOnlyList<string> Runtime, IReadOnlyList<string> Native, IReadOnlyList<string> Projects)
{
    /// <summary>The feeds that were left out because they are closed and could not be reached.</summary>
    public IReadOnlyList<string> ClosedFeeds { get; init; } = [];

    /// <summary>Whether every file is still there.</summary>
    public bool Exists => Compile.Concat(Runtime).Concat(Native).Concat(Projects).All(File.Exists);

    /// <summary>The same without the assemblies of some names.</summary>
    public RestoredPackages Without(Func<string, bool> isUnwanted) => this with
    {
        Compile = [.. Compile.Where(file => !isUnwanted(Path.GetFileNameWithoutExtension(file)))],
        Runtime = [.. Runtime.Where(file => !isUnwanted(Path.GetFileNameWithoutExtension(file)))],
    };

    /// <summary>Reads the SDK's answer and the list of packages that the restore left.</summary>
    public static RestoredPackages Read(string items, string assets)
    {
        using var found = JsonDocument.Parse(items);
        using var restored = JsonDocument.Parse(assets);
        var all = found.RootElement.GetProperty("Items");
        return new RestoredPackages(
            [.. restored.RootElement.GetProperty("libraries").EnumerateObject()
                .Where(library => library.Value.GetProperty("type").GetString() == "package")
                .Select(library => library.Name.Split('/') is [var id, var version]
                    ? new RestoredLibrary(id, version, library.Value.GetProperty("sha512").GetString()!)
                    : throw new FormatException($"The restore lists a package as '{library.Name}'; Id/version was expected."))],
            Paths(all, "ResolvedCompileFileDefinitions"),
            Paths(all, "RuntimeCopyLocalItems"),
            Paths(all, "NativeCopyLocalItems"),
            Paths(all, "ReferenceCopyLocalPaths", item => item.TryGetProperty("ReferenceSourceTarget", out var target) && target.GetString() == "ProjectReference"));
    }

    private static string[] Paths(JsonElement items, string name, Func<JsonElement, bool>? isWanted = null) =>
        [.. items.GetProperty(name).EnumerateArray()
            .Where(item => isWanted is null || isWanted(item))
            .Select(item => item.GetProperty("FullPath").GetString()!)
            .Where(path => isWanted is null || path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))];
}

/// <summary>A package that was restored.</summary>
internal sealed record RestoredLibrary(string Id, string Version, string Hash);
