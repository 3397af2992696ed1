using System.Reflection;

namespace Scripting.FSharp;

/// <summary>The assemblies that F# cells are compiled to.</summary>
internal static class FSharpAssemblies
{
    // What the evaluator calls them, followed by a number.
    private const string Name = "FSI-ASSEMBLY";

    /// <summary>Whether an F# cell was compiled to the assembly.</summary>
    public static bool IsOfCell(Assembly assembly) => assembly.GetName().Name?.StartsWith(Name, StringComparison.Ordinal) == true;
}
