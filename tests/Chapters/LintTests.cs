using Notebooks;

namespace Chapters;

/// <summary>The chapters and their translations hold nothing that <c>workbook lint</c> finds.</summary>
public class LintTests
{
    public static TheoryData<string> Notebooks => new(Directory.GetFiles(Path.Combine(Repository.Root, "notebooks"), "*.ipynb", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Path.Combine(Repository.Root, "notebooks"), path).Replace('\\', '/')).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Chapter_HasNoFindings(string notebook)
    {
        var document = NotebookDocument.Read(Path.Combine(Repository.Root, "notebooks", notebook));

        Assert.Empty(NotebookLint.Check(document, new LintOptions()).Select(finding => $"cell {finding.Cell} ({finding.Id}), line {finding.Line}: {finding.Rule}: {finding.Message}"));
    }
}
