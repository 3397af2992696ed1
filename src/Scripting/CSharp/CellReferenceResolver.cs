using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Scripting.CSharp;

/// <summary>
/// Finds what <c>#r "path"</c> names: relative to the script that says it, else to the notebook's folder. A path that begins
/// with <c>../</c> is then looked for from each folder above as well, nearest first, so that a translation in a folder beside its original
/// can hold the same cells. Assemblies that a referenced one needs are found beside it, unless the host shares them.
/// </summary>
internal sealed class CellReferenceResolver(string workingDirectory, SessionLoadContext loadContext) : MetadataReferenceResolver
{
    /// <inheritdoc/>
    public override bool ResolveMissingAssemblies => true;

    /// <inheritdoc/>
    public override ImmutableArray<PortableExecutableReference> ResolveReference(
        string reference, string? baseFilePath, MetadataReferenceProperties properties)
    {
        var path = FullPath(reference, baseFilePath, workingDirectory);
        if (path is null)
        {
            // `#r "System.Text.Json"` names an assembly of the framework; cells have it already.
            return FrameworkReferences.Shared.TryGetValue(reference, out var shared) ? [FrameworkReferences.Reference(shared)] : [];
        }

        loadContext.Register(path);
        return [FrameworkReferences.ReferenceFor(path).WithProperties(properties)];
    }

    /// <inheritdoc/>
    public override PortableExecutableReference? ResolveMissingAssembly(MetadataReference definition, AssemblyIdentity referenceIdentity) =>
        loadContext.Find(referenceIdentity.Name) is { } file ? FrameworkReferences.Reference(file) : null;

    /// <inheritdoc/>
    public override bool Equals(object? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    /// <summary>The file that a reference names, or null.</summary>
    public static string? FullPath(string reference, string? baseFilePath, string workingDirectory)
    {
        var scriptFolder = Path.IsPathRooted(baseFilePath) ? Path.GetDirectoryName(baseFilePath) : null;
        var above = reference.StartsWith("../", StringComparison.Ordinal) || reference.StartsWith(@"..\", StringComparison.Ordinal) ? FoldersAbove(workingDirectory) : [];
        return new[] { scriptFolder, workingDirectory }
            .OfType<string>()
            .Concat(above)
            .Select(folder => Path.GetFullPath(Path.Combine(folder, reference)))
            .FirstOrDefault(File.Exists);
    }

    private static IEnumerable<string> FoldersAbove(string folder)
    {
        for (var above = Path.GetDirectoryName(folder); above is not null; above = Path.GetDirectoryName(above))
        {
            yield return above;
        }
    }
}
