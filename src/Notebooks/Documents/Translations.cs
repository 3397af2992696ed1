using System.Text.RegularExpressions;

namespace Notebooks;

/// <summary>
/// The translations of a notebook: notebooks of the same name in folders beside it that are named by a language, such as <c>zh</c> or <c>zh-Hant</c>,
/// or in folders of its folder's name inside of those that lie beside its folder: <c>zh/appendix/a.ipynb</c> for <c>appendix/a.ipynb</c>.
/// Their code is the original's, so its outputs are theirs as well.
/// </summary>
public static partial class Translations
{
    /// <summary>The paths of a notebook's translations, in order.</summary>
    /// <param name="path">The notebook's path; its file need not exist.</param>
    public static IReadOnlyList<string> Of(string path)
    {
        var full = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(full)!;
        return In(folder, Path.GetFileName(full))
            .Concat(Path.GetDirectoryName(folder) is { } above ? In(above, Path.GetRelativePath(above, full)) : [])
            .Order(StringComparer.Ordinal)
            .ToArray();
    }

    /// <summary>A translation with the outputs and prompt numbers of the original, as it would be stored.</summary>
    /// <param name="original">The notebook whose outputs are right.</param>
    /// <param name="path">The translation's file, as <see cref="Of"/> finds it.</param>
    /// <param name="problem">Null, or why there is none: the file is no notebook, or its code cells are not those of the original.</param>
    /// <returns>The translation, or null.</returns>
    /// <exception cref="IOException">The translation cannot be read.</exception>
    public static NotebookDocument? WithOutputs(NotebookDocument original, string path, out string? problem)
    {
        NotebookDocument translation;
        try
        {
            translation = NotebookDocument.Read(path);
        }
        catch (NotebookFormatException e)
        {
            problem = e.Problem;
            return null;
        }

        NotebookCell[] from = [.. original.Cells.Where(cell => cell.IsCode)], to = [.. translation.Cells.Where(cell => cell.IsCode)];
        problem = Difference(from, to);
        if (problem is not null)
        {
            return null;
        }

        foreach (var (shown, cell) in from.Zip(to))
        {
            cell.Node["outputs"] = shown.Outputs.DeepClone();
            cell.ExecutionCount = shown.ExecutionCount;
        }

        return translation;
    }

    /// <summary>Gives the code cells of a translation the outputs and prompt numbers of the original, and writes it.</summary>
    /// <param name="original">The notebook whose outputs are right.</param>
    /// <param name="path">The translation's file, as <see cref="Of"/> finds it.</param>
    /// <returns>Null, or why the translation was left as it was: it is no notebook, or its code cells are not those of the original.</returns>
    /// <exception cref="IOException">The translation cannot be read or written.</exception>
    public static string? CarryOutputs(NotebookDocument original, string path)
    {
        if (WithOutputs(original, path, out var problem) is not { } translation)
        {
            return $"the outputs of {NameOf(path)} were left as they were: {problem}";
        }

        translation.Write(path);
        return null;
    }

    /// <summary>How messages call a translation: by its folder and its file.</summary>
    public static string NameOf(string path) => $"{Path.GetFileName(Path.GetDirectoryName(path))}/{Path.GetFileName(path)}";

    private static IEnumerable<string> In(string folder, string name) => !Directory.Exists(folder) ? [] : Directory.GetDirectories(folder)
        .Where(beside => Language().IsMatch(Path.GetFileName(beside)))
        .Select(beside => Path.Combine(beside, name))
        .Where(File.Exists);

    private static string? Difference(NotebookCell[] from, NotebookCell[] to)
    {
        var other = from.Zip(to).FirstOrDefault(pair => pair.First.Id != pair.Second.Id || pair.First.Source != pair.Second.Source);
        return other.First is not null ? $"its code cell '{other.Second.Id}' is not the original's '{other.First.Id}'"
            : from.Length != to.Length ? $"it has {to.Length} code cells, the original {from.Length}"
            : null;
    }

    [GeneratedRegex("^[a-z]{2}(-[A-Z][A-Za-z]+)?$")]
    private static partial Regex Language();
}
