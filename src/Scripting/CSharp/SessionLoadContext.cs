using System.Reflection;
using System.Runtime.Loader;

namespace Scripting.CSharp;

/// <summary>
/// Loads what cells compile to and what they reference, by simple name alone. Roslyn's own script loader makes a context
/// per folder and compares versions, so that one package can be loaded twice and its types stop matching; here a name
/// means one assembly for the whole session, and a shared one (<see cref="FrameworkReferences.Shared"/>) is the host's.
/// </summary>
internal sealed class SessionLoadContext() : AssemblyLoadContext("cells", isCollectible: false)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _files = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _folders = [];
    private readonly Dictionary<string, Assembly> _libraries = new(StringComparer.Ordinal);

    private int _submissions;

    /// <summary>A name that no assembly in here has yet.</summary>
    public string NewName(string kind) => $"{kind}-{Interlocked.Increment(ref _submissions)}";

    /// <summary>The files that cells have referenced so far.</summary>
    public IReadOnlyList<string> References
    {
        get
        {
            lock (_gate)
            {
                return [.. _files.Values];
            }
        }
    }

    /// <summary>Makes a referenced file, and what lies beside it, available to cells.</summary>
    public void Register(string path)
    {
        lock (_gate)
        {
            _files.TryAdd(Path.GetFileNameWithoutExtension(path), path);
            var folder = Path.GetDirectoryName(path)!;
            if (!_folders.Contains(folder))
            {
                _folders.Add(folder);
            }
        }
    }

    /// <summary>The file a simple name stands for in this session, or null.</summary>
    public string? Find(string name)
    {
        if (FrameworkReferences.Shared.TryGetValue(name, out var shared))
        {
            return shared;
        }

        lock (_gate)
        {
            return _files.TryGetValue(name, out var file)
                ? file
                : _folders.Select(folder => Path.Combine(folder, name + ".dll")).FirstOrDefault(File.Exists);
        }
    }

    /// <summary>Loads a library of cells; a higher version of one that is loaded stands beside it.</summary>
    public void LoadLibrary(Stream image, Stream symbols)
    {
        var library = new LibraryLoadContext(this).LoadFromStream(image, symbols);
        lock (_gate)
        {
            _libraries[library.GetName().FullName] = library;
        }
    }

    /// <summary>Loads a compiled cell with its debug information.</summary>
    public Assembly LoadSubmission(Stream image, Stream symbols) => LoadFromStream(image, symbols);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var name = assemblyName.Name!;
        if (FrameworkReferences.Shared.ContainsKey(name))
        {
            return Default.LoadFromAssemblyName(new AssemblyName(name));
        }

        lock (_gate)
        {
            if (_libraries.TryGetValue(assemblyName.FullName, out var library))
            {
                return library;
            }
        }

        return Find(name) is { } file ? LoadFromAssemblyPath(file) : null;
    }

    /// <inheritdoc/>
    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
    {
        string[] folders;
        lock (_gate)
        {
            folders = [.. _folders];
        }

        var rid = System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier;
        foreach (var folder in folders)
        {
            foreach (var file in new[] { unmanagedDllName, "lib" + unmanagedDllName + ".so", unmanagedDllName + ".so", "lib" + unmanagedDllName + ".dylib", unmanagedDllName + ".dll" })
            {
                foreach (var candidate in new[] { Path.Combine(folder, "runtimes", rid, "native", file), Path.Combine(folder, file) })
                {
                    if (File.Exists(candidate))
                    {
                        return LoadUnmanagedDllFromPath(candidate);
                    }
                }
            }
        }

        return IntPtr.Zero;
    }
}
