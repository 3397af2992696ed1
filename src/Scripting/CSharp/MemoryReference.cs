using System.Reflection;
using System.Reflection.Metadata;
using Microsoft.CodeAnalysis;

namespace Scripting.CSharp;

/// <summary>References to assemblies that were loaded from memory.</summary>
internal static class MemoryReference
{
    /// <summary>A reference to what an assembly declares, read where the runtime keeps it.</summary>
    public static unsafe MetadataReference To(Assembly assembly) => assembly.TryGetRawMetadata(out var start, out var length)
        ? AssemblyMetadata.Create(ModuleMetadata.CreateFromMetadata((nint)start, length)).GetReference()
        : throw new InvalidOperationException($"The assembly {assembly.GetName().Name} has no metadata that C# could be given.");
}
