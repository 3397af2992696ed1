using System.Text.RegularExpressions;
using Scripting.Magics;

namespace Scripting.Packages;

/// <summary>What a line asks to reference: a package, a feed to look for packages in, or a project.</summary>
internal abstract partial record PackageLine
{
    private static readonly string[] s_names = ["#r", "#i", "#:package", "#:project"];

    /// <summary>Whether a magic line is about packages or projects.</summary>
    public static bool Is(MagicPart part) => s_names.Contains(part.Name);

    /// <summary>Reads the line.</summary>
    /// <exception cref="MagicException">It is malformed.</exception>
    public static PackageLine Parse(MagicPart part)
    {
        var text = part.Arguments.Trim();
        if (part.Name is "#r" or "#i")
        {
            if (Quoted().Match(text) is not { Success: true } match)
            {
                throw Malformed(part);
            }

            var (kind, rest) = (match.Groups["kind"].Value, match.Groups["rest"].Value.Trim());
            return (part.Name, kind) switch
            {
                ("#i", "nuget") => new FeedLine(rest),
                ("#r", "project") => new ProjectLine(rest),
                ("#r", "nuget") => Package(rest, ',', part),
                _ => throw Malformed(part),
            };
        }

        return part.Name == "#:project" && text.Length > 0 ? new ProjectLine(text.Trim('"'))
            : part.Name == "#:package" ? Package(text, '@', part)
            : throw Malformed(part);
    }

    private static PackageLine Package(string text, char separator, MagicPart part)
    {
        var parts = text.Split(separator, 2, StringSplitOptions.TrimEntries);
        var version = parts.Length > 1 && parts[1].Length > 0 ? parts[1] : null;
        return !Id().IsMatch(parts[0]) || (version is not null && !Version().IsMatch(version)) ? throw Malformed(part)
            : KernelPackages.IsOne(parts[0]) ? KernelPackages.Explain(parts[0])
            : RequestedPackage.Of(parts[0], version);
    }

    private static MagicException Malformed(MagicPart part) => new(
        $"line {part.Line}: '{part.Name} {part.Arguments}' is not understood. Write #r \"nuget: Id, version\" or #:package Id@version for a package, "
        + "#i \"nuget: source\" for a feed, #r \"project: path\" or #:project path for a project.");

    [GeneratedRegex("""^"\s*(?<kind>nuget|project)\s*:(?<rest>[^"]+)"\s*;?\s*(//.*)?$""")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^[A-Za-z0-9_][\w.-]*$")]
    private static partial Regex Id();

    // As NuGet reads it: 1.2, [1.2], [1.2, 2.0), 1.*, *-*
    [GeneratedRegex(@"^[\w.*+,\[\]() -]+$")]
    private static partial Regex Version();
}

/// <summary>A package; without a version, the latest one.</summary>
internal sealed record RequestedPackage(string Id, string? Version, string? Note = null) : PackageLine
{
    private const string Extension = ".Interactive";

    /// <summary>The package asked for, or the one that stands in for an extension package of older notebooks.</summary>
    public static RequestedPackage Of(string id, string? version) =>
        id.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)
            ? new RequestedPackage(id[..^Extension.Length], version, $"{id} is an extension of an older notebook kernel; {id[..^Extension.Length]} is used, whose values are shown without it.")
            : new RequestedPackage(id, version);
}

/// <summary>A package that is not needed, and why.</summary>
internal sealed record NeedlessPackage(string Note) : PackageLine;

/// <summary>A feed: an address or a folder.</summary>
internal sealed record FeedLine(string Source) : PackageLine;

/// <summary>A project to build and reference.</summary>
internal sealed record ProjectLine(string Path) : PackageLine;
