using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Notebooks;

namespace Chapters;

/// <summary>An exercise of a chapter, put together from the cells that name it in their metadata.</summary>
internal sealed partial class Exercise
{
    private static readonly string[] s_roles = ["stub", "check", "hint", "solution"];
    private readonly NotebookDocument _document;
    private readonly NotebookCell[] _cells;

    private Exercise(NotebookDocument document, string name)
    {
        (_document, Name) = (document, name);
        _cells = [.. document.Cells.Where(cell => NameOf(cell) == name)];
    }

    public string Name { get; }

    public string Chapter => Path.GetFileNameWithoutExtension(_document.Path);

    public string Stub => Single("stub").Source;

    public string Check => Single("check").Source;

    /// <summary>The code inside of the folded solution.</summary>
    public string Solution => CodeBlock().Match(Single("solution").Source) is { Success: true } block
        ? block.Groups["code"].Value
        : throw new InvalidDataException($"The solution of '{Name}' in {Chapter} holds no block of C#.");

    /// <summary>The cells that have to run before the stub, in the notebook's order.</summary>
    public IReadOnlyList<NotebookCell> Needs
    {
        get
        {
            string[] ids = [.. (Single("stub").Metadata["exercise"]!["needs"] as JsonArray ?? []).Select(id => (string)id!)];
            return [.. ids.Select(id => _document.Cells.SingleOrDefault(cell => cell.Id == id && cell.IsCode)
                ?? throw new InvalidDataException($"'{Name}' in {Chapter} needs the code cell '{id}', which is not there.")).OrderBy(cell => cell.Number)];
        }
    }

    /// <summary>Answers that must be refused.</summary>
    public IReadOnlyList<WrongAnswer> WrongAnswers => WrongAnswer.Read(Path.Combine(WrongAnswer.Folder, Chapter, $"{Name}.csx"));

    public static IEnumerable<Exercise> All => Directory.GetFiles(Path.Combine(Repository.Root, "notebooks"), "*.ipynb").Order(StringComparer.Ordinal)
        .Select(NotebookDocument.Read).SelectMany(Of);

    public static IEnumerable<Exercise> Of(NotebookDocument document) =>
        document.Cells.Select(NameOf).OfType<string>().Distinct().Select(name => new Exercise(document, name));

    /// <summary>What is wrong with the row of cells, or nothing.</summary>
    public IEnumerable<string> Problems()
    {
        string[] roles = [.. _cells.Select(RoleOf)];
        foreach (var role in roles.Except(s_roles))
        {
            yield return $"'{role}' is no role; roles are {string.Join(", ", s_roles)}";
        }

        if (!roles.Order(Comparer<string>.Create((a, b) => Array.IndexOf(s_roles, a) - Array.IndexOf(s_roles, b))).SequenceEqual(roles))
        {
            yield return $"the cells come as {string.Join(", ", roles)}; the order is {string.Join(", ", s_roles)}";
        }

        foreach (var role in s_roles.Where(role => roles.Count(r => r == role) is var count && (role == "hint" ? count < 1 : count != 1)))
        {
            yield return $"{roles.Count(r => r == role)} cells have the role '{role}'";
        }

        foreach (var cell in _cells.Where(cell => RoleOf(cell) is "stub" or "check" != cell.IsCode))
        {
            yield return $"the {RoleOf(cell)} is a {cell.Kind} cell";
        }

        foreach (var cell in _cells.Where(cell => !cell.IsCode && !Folded().IsMatch(cell.Source)))
        {
            yield return $"the {RoleOf(cell)} '{cell.Id}' is not folded in one <details> with a <summary>";
        }
    }

    private NotebookCell Single(string role) => _cells.Single(cell => RoleOf(cell) == role);

    private static string? NameOf(NotebookCell cell) => (string?)cell.Metadata["exercise"]?["name"];

    private static string RoleOf(NotebookCell cell) => (string?)cell.Metadata["exercise"]!["role"] ?? "";

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"^\s*<details>\s*<summary>.+?</summary>.*</details>\s*$", RegexOptions.Singleline)]
    private static partial Regex Folded();
}
