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

    private readonly Dictionary<string, string> _projects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _loaded = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _packageFiles = new(StringComparer.Ordinal);
    private readonly LocalCopies _copies = new();
    private int _submissions;

    /// <summary>The folder with the native libraries of packages, once there are any.</summary>
    public string? NativeFolder { get; set; }

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

    /// <summary>Makes a referenced file available to cells; of a local one, what lies beside it too.</summary>
    public void Register(string path, bool isOfPackage = false)
    {
        lock (_gate)
        {
            var name = Path.GetFileNameWithoutExtension(path);
            if (isOfPackage)
            {
                _files[name] = path;
                _packageFiles.Add(path);
                return;
            }

            _files.TryAdd(name, path);
            var folder = Path.GetDirectoryName(path)!;
            if (!_folders.Contains(folder))
            {
                _folders.Add(folder);
            }
        }
    }

    /// <summary>Makes a project's assembly available to cells, beside one built earlier; the result is the copy to reference.</summary>
    public string RegisterProject(string path)
    {
        var identity = AssemblyName.GetAssemblyName(path);
        lock (_gate)
        {
            if (_projects.TryGetValue(identity.FullName, out var known))
            {
                return known;
            }
        }

        var copy = _copies.Of(path, identity.Version!.ToString());
        var isFirst = LoadedFrom(identity.Name!) is null && Find(identity.Name!) is null;
        var again = isFirst ? null : new LibraryLoadContext(this).LoadFromAssemblyPath(copy);
        lock (_gate)
        {
            _projects[identity.FullName] = copy;
            if (again is null)
            {
                _files[identity.Name!] = copy;
                _packageFiles.Add(copy);
            }
            else
            {
                _libraries[identity.FullName] = again;
            }
        }

        return copy;
    }

    /// <summary>The file that the loaded assembly of a simple name was referenced as, or null if none is loaded.</summary>
    public string? LoadedFrom(string name)
    {
        lock (_gate)
        {
            return _loaded.GetValueOrDefault(name);
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

    /// <summary>Deletes what the session copied; to be called when it has ended.</summary>
    public void DeleteCopies() => _copies.Delete();

    /// <summary>Loads a library of cells; a higher version of one that is loaded stands beside it.</summary>
    public void LoadLibrary(Stream image, Stream symbols)
    {
        var library = new LibraryLoadContext(this).LoadFromStream(image, symbols);
        lock (_gate)
        {
            _libraries[library.GetName().FullName] = library;
        }
    }

    /// <summary>Makes an assembly that is loaded elsewhere available to cells; false if it is already.</summary>
    public bool Share(Assembly assembly)
    {
        lock (_gate)
        {
            return _libraries.TryAdd(assembly.GetName().FullName, assembly);
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

        if (Find(name) is not { } file)
        {
            return null;
        }

        bool isOfPackage;
        lock (_gate)
        {
            _loaded[name] = file;
            isOfPackage = _packageFiles.Contains(file);
        }

        // A local file is loaded from a copy, so that it can be built again meanwhile.
        return LoadFromAssemblyPath(isOfPackage ? file : _copies.Of(file, ""));
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
        var places = folders.SelectMany(folder => new[] { Path.Combine(folder, "runtimes", rid, "native"), folder });
        foreach (var place in NativeFolder is null ? places : places.Prepend(NativeFolder))
        {
            foreach (var file in new[] { unmanagedDllName, "lib" + unmanagedDllName + ".so", unmanagedDllName + ".so", "lib" + unmanagedDllName + ".dylib", unmanagedDllName + ".dll" })
            {
                if (File.Exists(Path.Combine(place, file)))
                {
                    return LoadUnmanagedDllFromPath(Path.Combine(place, file));
                }
            }
        }

        return IntPtr.Zero;
    }
}
