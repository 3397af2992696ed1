using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Notebooks;
using Scripting;

namespace Chapters;

public partial class ReadmeTests
{
    [Fact]
    public async Task Example_InTheReadme_RunsAndLearns()
    {
        var root = Repository.Root;
        var code = Example().Match(await File.ReadAllTextAsync(Path.Combine(root, "README.md"))).Groups["code"].Value;
        Assert.Contains("new Sequential(", code, StringComparison.Ordinal);

        await using var session = ChildSession.Start(ChildCommand.Find(), root);
        var outputs = new List<CellOutput>();
        var result = await session.ExecuteAsync(new CellRequest("readme", "#r \"src/Recurrent/bin/Release/net10.0/Recurrent.dll\"\n" + code), outputs.Add);

        Assert.True(result.Status == CellStatus.Ok, string.Join("\n", outputs.OfType<ErrorOutput>().SelectMany(error => error.Traceback)));
        var printed = Printed().Match(string.Concat(outputs.OfType<StreamOutput>().Select(output => output.Text)));
        Assert.True(printed.Success, string.Join("\n", outputs));
        Assert.True(Number("last") < Number("first") / 10, printed.Value);

        double Number(string group) => double.Parse(printed.Groups[group].Value, CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Chapters_InTheReadme_AreThoseInTheFolder()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        var linked = Link().Matches(readme).Select(match => match.Groups["file"].Value).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(Repository.Notebooks("", "appendix").Order(StringComparer.Ordinal), linked);
    }

    [Fact]
    public void Picture_InTheReadme_IsTheOneThatChapter6Stores()
    {
        var chapter = NotebookDocument.Read(Path.Combine(Repository.Root, "notebooks", "06-gradient-problems.ipynb"));
        var stored = chapter.Cells.Single(cell => cell.Id == "start-figure").Outputs.Single()!["data"]!["image/svg+xml"]!;
        var picture = stored is JsonArray lines ? string.Concat(lines.Select(line => (string)line!)) : (string)stored!;
        Assert.Equal(picture, File.ReadAllText(Path.Combine(Repository.Root, "notebooks", "pictures", "gradient-by-lag.svg")));
    }

    [GeneratedRegex(@"```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"loss (?<first>[\d.]+) -> (?<last>[\d.]+)")]
    private static partial Regex Printed();

    [GeneratedRegex(@"\(notebooks/(?<file>(appendix/)?[\w-]+\.ipynb)\)")]
    private static partial Regex Link();
}
