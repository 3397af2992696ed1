using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Notebooks;

namespace Chapters;

/// <summary>The README's table of claims is the one that chapter 7 computes and stores.</summary>
public sealed partial class ClaimsTests
{
    [Fact]
    public void Table_InTheReadme_IsTheOneThatChapter7Stores()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var shown = Block().Match(readme);
        Assert.True(shown.Success, "README.md has no lines '<!-- claims -->' and '<!-- /claims -->' around its table of claims.");

        var computed = Stored();
        Assert.True(
            computed == shown.Groups["table"].Value,
            $"README.md shows another table of claims than chapter 7 stores. Renew the stored one with 'workbook test --update notebooks/07-faq.ipynb', then put these lines between the two marks:\n{computed}");
    }

    [Fact]
    public void Table_HasEveryClaimOfTheSource() =>
        Assert.Equal(Enumerable.Range(1, 14).Select(n => $"C{n}"), Claim().Matches(Stored()).Select(match => match.Groups["id"].Value));

    private static string Stored()
    {
        var chapter = NotebookDocument.Read(Path.Combine(Repository.Root, "notebooks", "07-faq.ipynb"));
        var text = chapter.Cells.Single(cell => cell.Id == "claims-table").Outputs.Single()!["data"]!["text/markdown"]!;
        return (text is JsonArray lines ? string.Concat(lines.Select(line => (string)line!)) : (string)text!).TrimEnd('\n');
    }

    [GeneratedRegex("<!-- claims -->\n(?<table>.*?)\n<!-- /claims -->", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^\| (?<id>C\d+) \|", RegexOptions.Multiline)]
    private static partial Regex Claim();
}
