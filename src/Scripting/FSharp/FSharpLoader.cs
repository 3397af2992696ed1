using System.Reflection;
using System.Runtime.Loader;
using FSharp.Compiler.IO;
using Scripting.CSharp;

namespace Scripting.FSharp;

/// <summary>Makes the F# evaluator load assemblies where C# cells do, so that a type is the same in both languages.</summary>
internal sealed class FSharpLoader : DefaultFileSystem, IAssemblyLoader
{
    private static readonly AsyncLocal<SessionLoadContext?> s_current = new();
    private static readonly AsyncLocal<IDisposable?> s_compiling = new();
    private static readonly Lazy<bool> s_installed = new(() =>
    {
        FileSystemAutoOpens.FileSystem = new FSharpLoader();
        AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) => ResolveForCell(loaded.LoadedAssembly);
        return true;
    });

    /// <inheritdoc/>
    public override IAssemblyLoader AssemblyLoader => this;

    /// <summary>Takes the place of the compiler's own loader, the first time it is called.</summary>
    public static void Install() => _ = s_installed.Value;

    /// <summary>Until disposed, what F# compiles and loads goes to <paramref name="loadContext"/>.</summary>
    /// <param name="loadContext">The session's context.</param>
    /// <param name="compiling">Disposed when the first assembly of a cell is loaded: the compiler has done its work, and the cell's begins.</param>
    public static IDisposable Enter(SessionLoadContext loadContext, IDisposable? compiling = null)
    {
        s_current.Value = loadContext;
        s_compiling.Value = compiling;
        return loadContext.EnterContextualReflection();
    }

    // The evaluator loads each cell into a context of its own, which knows nothing of the session's packages.
    private static void ResolveForCell(Assembly assembly)
    {
        if (s_current.Value is { } session && FSharpAssemblies.IsOfCell(assembly) && AssemblyLoadContext.GetLoadContext(assembly) is { } own)
        {
            s_compiling.Value?.Dispose();
            own.Resolving += (_, name) => session.Find(name.Name!) is null ? null : session.LoadFromAssemblyName(name);
        }
    }

    /// <inheritdoc/>
    public Assembly AssemblyLoadFrom(string fileName)
    {
        var name = new AssemblyName(Path.GetFileNameWithoutExtension(fileName));
        if (s_current.Value is not { } context)
        {
            return AssemblyLoadContext.Default.LoadFromAssemblyName(name);
        }

        if (!FrameworkReferences.Shared.ContainsKey(name.Name!))
        {
            context.Register(fileName);
        }

        return context.LoadFromAssemblyName(name);
    }

    /// <inheritdoc/>
    public Assembly AssemblyLoad(AssemblyName assemblyName) =>
        (s_current.Value ?? AssemblyLoadContext.Default).LoadFromAssemblyName(new AssemblyName(assemblyName.Name!));
}
