using System.Text.RegularExpressions;

namespace Chapters;

public partial class EquationNumberTests
{
    [Fact]
    public void EquationNumbers_QuotedInTheEngine_StandInAChapter()
    {
        var root = RepositoryRoot();
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

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Workbook.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Workbook.sln.");
    }

    [GeneratedRegex(@"\\\\tag\{(?<number>\d\.\d+)\}")]
    private static partial Regex Tag();

    // (3.12), but not a year, a shape or a version.
    [GeneratedRegex(@"\((?<number>[1-7]\.\d{1,2})\)")]
    private static partial Regex Quoted();
}
