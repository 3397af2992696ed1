using Scripting.Magics;
using Scripting.Packages;

namespace Scripting.Tests.Packages;

public class PackageLineTests
{
    [Theory]
    [InlineData("#r", "\"nuget: A.B\"", "A.B ")]
    [InlineData("#r", "\"nuget:A,1.2\"", "A 1.2")]
    [InlineData("#r", "\"nuget: A, [1.2, 2.0)\" // why", "A [1.2, 2.0)")]
    [InlineData("#r", "\"nuget: A, 1.*-*\"", "A 1.*-*")]
    [InlineData("#:package", "A@1.2-beta.3", "A 1.2-beta.3")]
    [InlineData("#:package", "A", "A ")]
    [InlineData("#r", "\"nuget: Plotly.NET.Interactive, 5.0.0\"", "Plotly.NET 5.0.0")]
    [InlineData("#r", "\"project: ../lib\"", "project ../lib")]
    [InlineData("#:project", "../lib/x.csproj", "project ../lib/x.csproj")]
    [InlineData("#i", "\"nuget: https://example.org/v3/index.json\"", "feed https://example.org/v3/index.json")]
    public void Line_IsRead(string name, string arguments, string expected) => Assert.Equal(expected, PackageLine.Parse(Part(name, arguments)) switch
    {
        RequestedPackage package => $"{package.Id} {package.Version}",
        ProjectLine project => $"project {project.Path}",
        FeedLine feed => $"feed {feed.Source}",
        var other => other.ToString(),
    });

    [Theory]
    [InlineData("#r", "\"nuget: \"")]
    [InlineData("#r", "\"nuget: A B\"")]
    [InlineData("#r", "\"nuget: A, 1.0; rm\"")]
    [InlineData("#r", "\"nuget: A\" x")]
    [InlineData("#i", "\"folder\"")]
    [InlineData("#:package", "")]
    [InlineData("#:project", "")]
    public void Line_ThatIsMalformedSaysHowToWriteIt(string name, string arguments) =>
        Assert.Contains("#r \"nuget: Id, version\"", Assert.Throws<MagicException>(() => PackageLine.Parse(Part(name, arguments))).Message, StringComparison.Ordinal);

    private static MagicPart Part(string name, string arguments) => new("csharp", 0, 1, 1, name, arguments);
}
