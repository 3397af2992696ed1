using System.Text.RegularExpressions;
using System.Xml.Linq;
using Notebooks;

namespace Chapters;

/// <summary>What the appendix asks for beyond the repository is what the repository itself has restored.</summary>
public sealed partial class AppendixTests
{
    public static TheoryData<string> Notebooks => new(Repository.Notebooks("appendix"));

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Packages_AreThoseThatTheRepositoryPins(string notebook)
    {
        var pinned = XDocument.Load(Path.Combine(Repository.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .Select(package => (Id: (string)package.Attribute("Include")!, Version: (string)package.Attribute("Version")!)).ToArray();
        var asked = NotebookDocument.Read(Path.Combine(Repository.Root, "notebooks", notebook)).Cells.Where(cell => cell.IsCode)
            .SelectMany(cell => Package().Matches(cell.Source)).Select(match => (Id: match.Groups["id"].Value, Version: match.Groups["version"].Value)).ToArray();

        Assert.Contains(asked, package => package.Id == "Microsoft.ML.OnnxRuntime");
        Assert.Empty(asked.Except(pinned));
    }

    [GeneratedRegex("""^#r "nuget: (?<id>[\w.]+)(, (?<version>[^"]+))?"$""", RegexOptions.Multiline)]
    private static partial Regex Package();
}
