using System.Text.RegularExpressions;
using Notebooks;

namespace Chapters;

/// <summary>Numbers of equations lead somewhere: what the engine and the chapters quote is written in a chapter, once.</summary>
public sealed partial class EquationTests
{
    private static readonly NotebookDocument[] s_chapters = [.. Directory.GetFiles(Path.Combine(Repository.Root, "notebooks"), "*.ipynb").Order(StringComparer.Ordinal).Select(NotebookDocument.Read)];

    private static string[] Numbers => [.. s_chapters.SelectMany(chapter => chapter.Cells).Where(cell => !cell.IsCode)
        .SelectMany(cell => Tag().Matches(cell.Source)).Select(match => match.Groups["number"].Value)];

    [Fact]
    public void Numbers_OfEquationsComeOnce() =>
        Assert.Empty(Numbers.GroupBy(number => number).Where(group => group.Count() > 1).Select(group => group.Key));

    [Fact]
    public void Numbers_QuotedInTheEngineAreInAChapter()
    {
        var quoted = Directory.GetFiles(Path.Combine(Repository.Root, "src", "Recurrent"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines).Select(Comment).SelectMany(comment => Quote().Matches(comment)).Select(match => match.Groups["number"].Value).Distinct().ToArray();
        Assert.Contains("3.17", quoted);
        Assert.Empty(quoted.Except(Numbers));
    }

    [Fact]
    public void Numbers_QuotedInTheCodeOfAChapterAreInAChapter() =>
        Assert.Empty(s_chapters.SelectMany(chapter => chapter.Cells).Where(cell => cell.IsCode).SelectMany(cell => cell.Source.Split('\n')).Select(Comment)
            .SelectMany(comment => Quote().Matches(comment)).Select(match => match.Groups["number"].Value).Except(Numbers));

    private static string Comment(string line) => line.IndexOf("//", StringComparison.Ordinal) is >= 0 and var start ? line[start..] : "";

    [GeneratedRegex(@"\\tag\{(?<number>\d+\.\d+)\}")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\((?<number>[1-7]\.\d+)\)")]
    private static partial Regex Quote();
}
