using System.Text.RegularExpressions;

namespace Chapters;

public partial class EquationNumberTests
{
    [Fact]
    public void EquationNumbers_QuotedInTheEngine_StandInAChapter()
    {
        var root = Repository.Root;
        var tags = Directory.GetFiles(Path.Combine(root, "notebooks"), "*.ipynb")
            .SelectMany(file => Tag().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups["number"].Value)
            .ToHashSet();
        var quoted = Directory.GetFiles(Path.Combine(root, "src", "Recurrent"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Quoted().Matches(File.ReadAllText(file)).Select(match => (File: Path.GetFileName(file), Number: match.Groups["number"].Value)))
            .Distinct()
            .ToArray();

        Assert.NotEmpty(quoted);
        Assert.Equal([], quoted.Where(quote => !tags.Contains(quote.Number)));
    }

    [GeneratedRegex(@"\\\\tag\{(?<number>\d\.\d+)\}")]
    private static partial Regex Tag();

    // (3.12), but not a year, a shape or a version.
    [GeneratedRegex(@"\((?<number>[1-7]\.\d{1,2})\)")]
    private static partial Regex Quoted();
}
