using System.Text;
using Scripting;

namespace Notebooks;

/// <summary>The directives at the head of a file-based program, for what the cells reference, and a file of references where these do not do.</summary>
internal sealed class ProgramHead
{
    private const string Formatting = "Microsoft.DotNet.Interactive.Formatting";

    private readonly StringBuilder _text = new();
    private readonly List<string> _files = [];
    private readonly string _folder;

    private ProgramHead(string output) => _folder = Path.GetDirectoryName(output)!;

    /// <summary>The directives.</summary>
    public string Text => _text.ToString();

    /// <summary>A file that the program needs beside it: assemblies that are no output of a project; null if there are none.</summary>
    public ExportedFile? References { get; private set; }

    public static ProgramHead Of(IReadOnlyList<CellReference> references, string output, bool showsValues, bool isUnsafe)
    {
        var head = new ProgramHead(output);
        var feeds = references.Where(reference => reference.Kind == CellReferenceKind.Feed).Select(feed => head.Feed(feed.Target)).Distinct().ToArray();
        head.Property("TargetFramework", $"net{Environment.Version.Major}.{Environment.Version.Minor}");
        head.Property("PublishAot", "false");
        head.Property("ImplicitUsings", "disable");
        head.Property("Nullable", "disable");
        head.Property("InvariantGlobalization", "true");

        // A repository around the program may have rules of its own for its projects.
        head.Property("ManagePackageVersionsCentrally", "false");
        head.Property("TreatWarningsAsErrors", "false");
        head.Property("WarningLevel", "0");
        head.Property("RunAnalyzers", "false");
        if (isUnsafe)
        {
            head.Property("AllowUnsafeBlocks", "true");
        }

        if (feeds.Length > 0)
        {
            head.Property("RestoreAdditionalProjectSources", string.Join(';', feeds));
        }

        head.AddReferences(references, Path.GetFileNameWithoutExtension(output));
        foreach (var package in references.Where(reference => reference.Kind == CellReferenceKind.Package).GroupBy(package => package.Target, StringComparer.OrdinalIgnoreCase).Select(same => same.Last()))
        {
            head._text.Append("#:package ").Append(package.Target).Append('@').Append(package.Version ?? "*").Append('\n');
        }

        if (showsValues)
        {
            head._text.Append("#:package ").Append(Formatting).Append('@').Append(FormattingVersion).Append('\n');
        }

        return head;
    }

    // The version that the session itself is built with.
    private static string FormattingVersion => typeof(Microsoft.DotNet.Interactive.Formatting.Formatter).Assembly
        .GetCustomAttributes(typeof(System.Reflection.AssemblyInformationalVersionAttribute), false)
        .Cast<System.Reflection.AssemblyInformationalVersionAttribute>().Single().InformationalVersion.Split('+')[0];

    /// <summary>A path as the program's file sees it.</summary>
    public static string Relative(string folder, string path) => Path.GetRelativePath(folder, path).Replace('\\', '/');

    /// <summary>The project whose output a file is, if it lies in such a project's <c>bin</c>.</summary>
    public static string? ProjectOf(string assembly)
    {
        var name = Path.GetFileNameWithoutExtension(assembly);
        for (var folder = Path.GetDirectoryName(assembly); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.GetFileName(folder) == "bin" && Path.GetDirectoryName(folder) is { } around)
            {
                return new[] { ".csproj", ".fsproj", ".vbproj" }.Select(ending => Path.Combine(around, name + ending)).FirstOrDefault(File.Exists);
            }
        }

        return null;
    }

    private void AddReferences(IReadOnlyList<CellReference> references, string name)
    {
        var projects = references.Where(reference => reference.Kind is CellReferenceKind.Project or CellReferenceKind.Assembly)
            .Select(reference => reference.Kind == CellReferenceKind.Project ? reference.Target : ProjectOf(reference.Target))
            .OfType<string>().Distinct(StringComparer.Ordinal);
        foreach (var project in projects)
        {
            _text.Append("#:project ").Append(Relative(_folder, project)).Append('\n');
        }

        _files.AddRange(references.Where(reference => reference.Kind == CellReferenceKind.Assembly && ProjectOf(reference.Target) is null).Select(reference => Relative(_folder, reference.Target)).Distinct());
        if (_files.Count == 0)
        {
            return;
        }

        var file = $"{name}.references.targets";
        Property("CustomAfterMicrosoftCommonTargets", $"$(MSBuildProjectDirectory)/{file}");
        var items = _files.Select(path => $"    <Reference Include=\"$(MSBuildThisFileDirectory){System.Security.SecurityElement.Escape(path)}\" />\n");
        References = ExportedFile.OfText(file, $"<Project>\n  <ItemGroup>\n{string.Concat(items)}  </ItemGroup>\n</Project>\n");
    }

    private string Feed(string source) => Directory.Exists(source) ? Relative(_folder, source) : source;

    private void Property(string name, string value) => _text.Append("#:property ").Append(name).Append('=').Append(value).Append('\n');
}
