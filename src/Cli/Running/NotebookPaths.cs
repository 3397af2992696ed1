using System.Text.RegularExpressions;

namespace Cli.Running;

/// <summary>A path of the command line: a notebook's full path, or why there is none.</summary>
internal sealed record NotebookPath(string FullPath, string? Problem = null);

/// <summary>Finds the notebooks that a call means.</summary>
internal static class NotebookPaths
{
    private static readonly string[] s_extensions = [".ipynb", ".dib"];

    /// <summary>The workbook's folder: the nearest one upwards that holds Workbook.sln or notebooks/; else <paramref name="start"/>.</summary>
    public static string FindRoot(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Workbook.sln")) || Directory.Exists(Path.Combine(folder.FullName, "notebooks")))
            {
                return folder.FullName;
            }
        }

        return start;
    }

    /// <summary>The notebooks that <paramref name="paths"/> name, each once; without paths, the chapters under <paramref name="root"/>.</summary>
    public static IReadOnlyList<NotebookPath> Resolve(IReadOnlyList<string> paths, string current, string root)
    {
        IEnumerable<NotebookPath> found = paths.Count == 0
            ? Chapters(Path.Combine(root, "notebooks"))
            : paths.SelectMany(path => Resolve(path, current));
        return found.DistinctBy(path => path.FullPath).ToArray();
    }

    private static IEnumerable<NotebookPath> Resolve(string path, string current)
    {
        var full = Path.GetFullPath(path, current);
        if (Directory.Exists(full))
        {
            return Folder(full);
        }

        if (File.Exists(full))
        {
            return [new NotebookPath(full, IsNotebook(full) ? null : "not a notebook: its name ends neither in .ipynb nor in .dib")];
        }

        return path.AsSpan().ContainsAny('*', '?') ? Pattern(full) : [new NotebookPath(full, "there is no such file or folder")];
    }

    private static IEnumerable<NotebookPath> Chapters(string folder) => Directory.Exists(folder)
        ? Folder(folder)
        : [new NotebookPath(folder, "there is no such folder here or above; outside a workbook, say what to run, for example 'workbook run analysis.ipynb'")];

    private static IEnumerable<NotebookPath> Folder(string folder)
    {
        var files = Directory.GetFiles(folder).Where(IsNotebook).ToArray();
        return files.Length == 0
            ? [new NotebookPath(folder, "the folder holds no .ipynb and no .dib files")]
            : files.Order(StringComparer.Ordinal).Select(file => new NotebookPath(file));
    }

    private static bool IsNotebook(string path) => s_extensions.Any(extension => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<NotebookPath> Pattern(string pattern)
    {
        var folder = Path.GetDirectoryName(pattern[..pattern.AsSpan().IndexOfAny('*', '?')])!;
        var expression = new Regex(
            "^" + Regex.Escape(pattern.Replace('\\', '/')).Replace(@"\*\*/", "(.*/)?").Replace(@"\*", "[^/]*").Replace(@"\?", "[^/]") + "$", RegexOptions.CultureInvariant);
        var files = !Directory.Exists(folder) ? [] : Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => IsNotebook(file) && expression.IsMatch(file.Replace('\\', '/')))
            .Order(StringComparer.Ordinal)
            .Select(file => new NotebookPath(file))
            .ToArray();
        return files.Length == 0 ? [new NotebookPath(pattern, "no .ipynb or .dib file matches")] : files;
    }
}
