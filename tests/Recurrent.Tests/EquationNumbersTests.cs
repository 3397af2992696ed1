using System.Text.RegularExpressions;

namespace Recurrent.Tests;

/// <summary>Every equation number that the engine's source quotes stands in a chapter.</summary>
public partial class EquationNumbersTests
{
    [Fact]
    public void QuotedNumbers_ExistInTheChapters()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder!.FullName, "notebooks")) || !Directory.Exists(Path.Combine(folder.FullName, "src", "Recurrent")))
        {
            folder = folder.Parent;
        }

        string chapters = string.Concat(Directory.GetFiles(Path.Combine(folder.FullName, "notebooks"), "*.ipynb").Select(File.ReadAllText));
        var tags = Tag().Matches(chapters).Select(m => m.Groups[1].Value).ToHashSet();
        var quoted = Directory.GetFiles(Path.Combine(folder.FullName, "src", "Recurrent"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(f => Quote().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value))
            .ToHashSet();
        Assert.Contains("3.17", quoted);
        Assert.Empty(quoted.Except(tags));
    }

    [GeneratedRegex(@"\\tag\{(\d\.\d+)\}")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\(([1-9]\.\d{1,2})\)")]
    private static partial Regex Quote();
}
