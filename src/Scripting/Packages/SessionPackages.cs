using System.Reflection;
using Scripting.CSharp;
using Scripting.Languages;
using Scripting.Magics;

namespace Scripting.Packages;

/// <summary>The packages, feeds and projects of a session, resolved together; a line that fails leaves them as they were.</summary>
internal sealed class SessionPackages(SessionOptions options, SessionLoadContext loadContext, Func<IEnumerable<IReferencingLanguage>> languages)
{
    private readonly Dictionary<string, int> _projectVersions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _reported = new(StringComparer.OrdinalIgnoreCase);
    private readonly NativeFolder _native = new();
    private RestoreRequest _request = RestoreRequest.Empty(options);
    private IReadOnlyList<string> _references = [];

    /// <summary>Gives the languages what has been referenced, after they have forgotten it.</summary>
    public void ReferenceAgain() => Reference(_references);

    /// <summary>Deletes the links to native libraries; to be called when the session has ended.</summary>
    public void DeleteLinks() => _native.Delete();

    /// <summary>Follows the package lines of one cell.</summary>
    /// <exception cref="MagicException">They cannot be followed.</exception>
    public async Task AddAsync(IReadOnlyList<MagicPart> parts, CellRun cell)
    {
        var lines = parts.Select(PackageLine.Parse).ToArray();
        var request = _request;
        foreach (var line in lines)
        {
            request = line switch
            {
                RequestedPackage package => request with { Packages = request.Packages.SetItem(package.Id, package.Version ?? "*") },
                FeedLine feed => request with { Feeds = request.Feeds.Remove(Feed(feed, cell)).Add(Feed(feed, cell)) },
                ProjectLine project => request with { Projects = request.Projects.Remove(Project(project, cell)).Add(Project(project, cell)) },
                NeedlessPackage => request,
                _ => throw new NotSupportedException($"A line of kind {line.GetType().Name} is not known."),
            };
        }

        foreach (var needless in lines.OfType<NeedlessPackage>())
        {
            cell.Print(needless.Note + "\n");
        }

        var packages = lines.OfType<RequestedPackage>().ToArray();
        if (packages.Length > 0 || lines.OfType<ProjectLine>().Any())
        {
            await ResolveAsync(request, packages, cell).ConfigureAwait(false);
        }

        _request = request;
    }

    /// <summary>Builds the projects again; cells that follow use the new assemblies.</summary>
    public async Task ReloadAsync(CellRun cell)
    {
        if (_request.Projects.Count == 0)
        {
            throw new MagicException("There is nothing to reload: no cell has referenced a project with #r \"project: path\" or #:project.");
        }

        foreach (var project in _request.Projects)
        {
            _projectVersions[project] = _projectVersions.GetValueOrDefault(project, 1) + 1;
        }

        await ResolveAsync(_request, [], cell).ConfigureAwait(false);
        cell.Print($"Built again: {string.Join(", ", _request.Projects.Select(Path.GetFileNameWithoutExtension))}. Values made before keep their old types.\n");
    }

    private async Task ResolveAsync(RestoreRequest request, RequestedPackage[] asked, CellRun cell)
    {
        var restored = options.IsLocked
            ? await LockedAsync(request, cell.CancellationToken).ConfigureAwait(false)
            : await SdkRestore.RunAsync(request, _projectVersions, cell.CancellationToken).ConfigureAwait(false);
        restored = restored.Without(KernelPackages.IsOne);
        CheckLoaded(restored);
        foreach (var file in restored.Runtime)
        {
            loadContext.Register(file, isOfPackage: true);
        }

        if (restored.Native.Count > 0)
        {
            _native.Link(restored.Native);
            loadContext.NativeFolder = _native.Path;
        }

        var projects = restored.Projects.Select(loadContext.RegisterProject);
        Reference([.. restored.Compile.Where(file => !file.EndsWith("_._", StringComparison.Ordinal)), .. projects]);
        if (options.LockFile is { } path && !options.IsLocked)
        {
            NotebookLock.Write(Path.GetFullPath(path, request.WorkingDirectory), restored.Libraries);
        }

        foreach (var feed in restored.ClosedFeeds)
        {
            cell.Print($"The feed {feed} cannot be reached and is left out: it is one of .NET's old preview feeds. The packages come from the others.\n");
        }

        Report(asked, restored, cell);
    }

    private void Reference(IReadOnlyList<string> files)
    {
        _references = files;
        foreach (var language in languages().Where(_ => files.Count > 0))
        {
            language.Reference(files);
        }
    }

    private async Task<RestoredPackages> LockedAsync(RestoreRequest request, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(options.LockFile ?? SessionOptions.UsualLockFile, request.WorkingDirectory);
        var locked = NotebookLock.Read(path);
        foreach (var id in request.Packages.Keys.Where(id => !locked.ContainsKey(id)))
        {
            throw new MagicException($"The session is locked, and {Path.GetFileName(path)} does not list {id}; run the notebook once without the lock to add it.");
        }

        foreach (var (id, package) in locked)
        {
            request = request with { Packages = request.Packages.SetItem(id, $"[{package.Version}]") };
        }

        var restored = await SdkRestore.RunAsync(request, _projectVersions, cancellationToken).ConfigureAwait(false);
        foreach (var library in restored.Libraries)
        {
            if (!locked.TryGetValue(library.Id, out var expected) || expected != new LockedPackage(library.Version, library.Hash))
            {
                throw new MagicException($"The session is locked, but {library.Id} {library.Version} is not the package that {Path.GetFileName(path)} names: its version or its hash differs.");
            }
        }

        return restored;
    }

    private void CheckLoaded(RestoredPackages restored)
    {
        foreach (var file in restored.Runtime)
        {
            if (loadContext.LoadedFrom(Path.GetFileNameWithoutExtension(file)) is { } loaded && loaded != file)
            {
                var name = AssemblyName.GetAssemblyName(file);
                throw new MagicException($"{name.Name} is loaded already, from another version of its package than the {name.Version} now needed. A loaded package cannot be replaced: restart the session and run this line first.");
            }
        }
    }

    private void Report(RequestedPackage[] asked, RestoredPackages restored, CellRun cell)
    {
        foreach (var package in asked)
        {
            if (package.Note is not null)
            {
                cell.Print(package.Note + "\n");
            }

            var found = restored.Libraries.FirstOrDefault(l => string.Equals(l.Id, package.Id, StringComparison.OrdinalIgnoreCase));
            var differs = found is not null && package.Version is { } version && char.IsDigit(version[0]) && !version.Contains('*', StringComparison.Ordinal)
                && !Same(version, found.Version);
            cell.Print(differs ? $"{package.Id} {found!.Version} is used; {package.Version} was asked for.\n" : $"{package.Id} {found?.Version ?? package.Version} is referenced.\n");
        }

        foreach (var file in restored.Runtime)
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (!_reported.Contains(name) && FrameworkReferences.Shared.TryGetValue(name, out var shared)
                && AssemblyName.GetAssemblyName(file).Version is var wanted && AssemblyName.GetAssemblyName(shared).Version is var used && wanted != used)
            {
                _reported.Add(name);
                cell.Print($"{name} {used} is used, which the session itself runs on; the packages asked for {wanted}.\n");
            }
        }
    }

    // 1.2 is 1.2.0, and build metadata names no version.
    private static bool Same(string a, string b) => Canonical(a) == Canonical(b);

    private static string Canonical(string version)
    {
        var parts = version.Split('+')[0].Split('-', 2);
        var numbers = parts[0].Split('.').Select(n => n.TrimStart('0') is { Length: > 0 } digits ? digits : "0").ToList();
        while (numbers.Count < 4)
        {
            numbers.Add("0");
        }

        return string.Join('.', numbers) + (parts.Length > 1 ? "-" + parts[1].ToLowerInvariant() : "");
    }

    private static string Feed(FeedLine line, CellRun cell)
    {
        if (Uri.TryCreate(line.Source, UriKind.Absolute, out var address) && !address.IsFile)
        {
            return line.Source;
        }

        var folder = cell.FullPath(line.Source);
        return Directory.Exists(folder) ? folder : throw new MagicException($"#i: there is no folder {line.Source}; a feed is an address or a folder, relative to the notebook's.");
    }

    private static string Project(ProjectLine line, CellRun cell)
    {
        var path = cell.FullPath(line.Path);
        if (Directory.Exists(path) && Directory.GetFiles(path, "*.*proj") is [var only])
        {
            return only;
        }

        return File.Exists(path) ? path : throw new MagicException($"There is no project {line.Path}; paths start at the notebook's folder.");
    }
}
