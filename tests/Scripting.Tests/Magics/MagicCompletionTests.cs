namespace Scripting.Tests.Magics;

public class MagicCompletionTests
{
    [Theory]
    [InlineData("#!ti|", "#!time", 0, 4)]
    [InlineData("#!|", "#!csharp", 0, 2)]
    [InlineData("1\n#!sha|", "#!share", 2, 7)]
    [InlineData("#!share --fr|", "--from", 8, 12)]
    [InlineData("#!share --from cs|", "csharp", 15, 17)]
    [InlineData("#!share --from csharp se|", "seen", 22, 24)]
    [InlineData("#!set --name a --value @cs|", "@csharp:seen", 23, 26)]
    [InlineData("#r \"nuget: Xunit.ass|", "xunit.assert", 11, 20)]
    [InlineData("#:package xunit.ass|", "xunit.assert", 10, 19)]
    [InlineData("#!time\nsee|", "seen", 7, 10)]
    public async Task Completion_KnowsMagicsAndValues(string code, string expected, int start, int end)
    {
        await using var cells = new Recording();
        await cells.RunAllAsync("var seen = 1;");
        var list = await cells.Session.CompleteAsync(code.Replace("|", "", StringComparison.Ordinal), code.IndexOf('|', StringComparison.Ordinal));
        Assert.Contains(list.Items, item => item.Text == expected);
        Assert.Equal((start, end), (list.Start, list.End));
    }

    [Fact]
    public async Task Inspection_OfAMagicIsItsHelp()
    {
        await using var cells = new Recording();
        Assert.StartsWith("#!share: ", (await cells.Session.InspectAsync("#!share x", 3))!.PlainText, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("#!time\nfor (;;) {", CodeCompleteness.Incomplete)]
    [InlineData("#!html\n<p>", CodeCompleteness.Complete)]
    [InlineData("#!who", CodeCompleteness.Complete)]
    public async Task IsComplete_IsAboutTheLastPart(string code, CodeCompleteness status)
    {
        await using var cells = new Recording();
        Assert.Equal(status, cells.Session.IsComplete(code).Status);
    }
}
