using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Reader.Tests;

public sealed partial class AssetsTests
{
    [Fact]
    public void Assets_AreThoseTheReadmeNames()
    {
        var rows = Row().Matches(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Assets.README.md")));

        Assert.NotEmpty(rows);
        foreach (Match row in rows)
        {
            using var asset = Assets.Open(row.Groups["file"].Value);
            Assert.Equal(row.Groups["hash"].Value, Convert.ToHexStringLower(SHA256.HashData(asset)));
        }
    }

    [Fact]
    public void ScriptThatIsWrittenHere_StaysSmall()
    {
        var lines = new[] { "Assets/book.js", "Assets/charts.js", "Assets/reader.js", "Editor/editor.js" }.Sum(file => File.ReadLines(Path.Combine(Repository.Root, "src", "Reader", file)).Count());

        Assert.InRange(lines, 1, 1000);
    }

    [GeneratedRegex(@"^\| `(?<file>[^`]+)` \|.*`(?<hash>[0-9a-f]{64})` \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
