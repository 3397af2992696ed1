using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Scripting.CSharp.Insight;

/// <summary>
/// The documentation of an assembly: the XML file beside it or, for the framework, those of the reference pack that the
/// SDK installs. A file is scanned once for where each member stands; texts are read when asked for.
/// </summary>
internal sealed class XmlDocumentation : DocumentationProvider
{
    private static readonly ConcurrentDictionary<string, Lazy<Dictionary<string, (int Start, int Length)>>> s_indexes = new(StringComparer.Ordinal);
    private static readonly string s_runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
    private static readonly Lazy<string?> s_referencePack = new(FindReferencePack);
    private readonly string _assembly;
    private readonly Lazy<string[]> _files;

    public XmlDocumentation(string assembly)
    {
        _assembly = assembly;
        _files = new(FindFiles);
    }

    /// <summary>The documentation of a member by its id, for example <c>T:System.Int32</c>; empty where there is none.</summary>
    public string Find(string id) => GetDocumentationForSymbol(id, CultureInfo.InvariantCulture, CancellationToken.None);

    /// <inheritdoc/>
    protected override string GetDocumentationForSymbol(string documentationMemberID, CultureInfo preferredCulture, CancellationToken cancellationToken)
    {
        foreach (var file in _files.Value)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var index = s_indexes.GetOrAdd(file, static f => new(() => Index(File.ReadAllBytes(f)))).Value;
            if (index.TryGetValue(documentationMemberID, out var place))
            {
                var text = new byte[place.Length];
                using var handle = File.OpenHandle(file);
                _ = RandomAccess.Read(handle, text, place.Start);
                return Encoding.UTF8.GetString(text);
            }
        }

        return "";
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is XmlDocumentation other && other._assembly == _assembly;

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_assembly);

    private string[] FindFiles()
    {
        var beside = Path.ChangeExtension(_assembly, ".xml");
        if (File.Exists(beside))
        {
            return [beside];
        }

        if (Path.GetDirectoryName(_assembly) != s_runtime || s_referencePack.Value is not { } pack)
        {
            return [];
        }

        // Types documented under a facade's name live in a System.Private assembly at run time.
        var own = Path.Combine(pack, Path.GetFileName(beside));
        string[] facades = ["System.Runtime", "System.Collections", "System.Threading", "System.Linq", "System.Memory", "System.Runtime.InteropServices", "System.Runtime.Extensions"];
        return [.. facades.Select(f => Path.Combine(pack, f + ".xml")).Prepend(own).Distinct().Where(File.Exists)];
    }

    private static string? FindReferencePack()
    {
        // <dotnet>/shared/Microsoft.NETCore.App/<version> and <dotnet>/packs/Microsoft.NETCore.App.Ref/<version>/ref/<framework>
        var packs = Path.GetFullPath(Path.Combine(s_runtime, "..", "..", "..", "packs", "Microsoft.NETCore.App.Ref"));
        if (!Directory.Exists(packs))
        {
            return null;
        }

        var framework = string.Create(CultureInfo.InvariantCulture, $"net{Environment.Version.Major}.{Environment.Version.Minor}");
        return Directory.EnumerateDirectories(packs)
            .Where(version => Directory.Exists(Path.Combine(version, "ref", framework)))
            .OrderByDescending(version => Version.TryParse(Path.GetFileName(version), out var number) ? number : new Version())
            .Select(version => Path.Combine(version, "ref", framework))
            .FirstOrDefault();
    }

    private static Dictionary<string, (int Start, int Length)> Index(ReadOnlySpan<byte> xml)
    {
        var open = "<member name=\""u8;
        var close = "</member>"u8;
        var index = new Dictionary<string, (int, int)>(StringComparer.Ordinal);
        var at = 0;
        while (xml[at..].IndexOf(open) is >= 0 and var found)
        {
            var start = at + found;
            var name = xml[(start + open.Length)..];
            var length = xml[start..].IndexOf(close);
            if (length < 0)
            {
                break;
            }

            index.TryAdd(Encoding.UTF8.GetString(name[..name.IndexOf((byte)'"')]), (start, length + close.Length));
            at = start + length + close.Length;
        }

        return index;
    }
}
