namespace Notebooks.Tests.Comparing;

public sealed class SanitizingRuleTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    private static string Clean(string text) => SanitizingRule.Apply(SanitizingRule.BuiltIn, text);

    [Theory]
    [InlineData("\u001b[1;31mred\u001b[0m", "red")]
    [InlineData("id 6b29fc40-ca47-1067-b31d-00dd010662da.", "id 6b29fc41-ca47-1067-b31d-00dd010662da.")]
    [InlineData("at 0x00007f1234567890", "at 0x00007f12345678ff")]
    [InlineData("at 2026-11-23T10:11:12.345Z", "at 2027-01-02T03:04:05+01:00")]
    [InlineData("at 10:11:12", "at 1:02:03 PM")]
    [InlineData("Wall time: 12.5ms", "Wall time: 8 ms")]
    [InlineData("took 1.25 s", "took 13.0 s")]
    [InlineData("in /home/ann/books/data.csv:", "in /tmp/xyz/data.csv:")]
    [InlineData("in C:\\Users\\ann\\data.csv", "in /home/eve/data.csv")]
    public void BuiltInRules_MakeAlikeWhatChangesFromRunToRun(string one, string other) => Assert.Equal(Clean(one), Clean(other));

    [Theory]
    [InlineData("2026-11-23", "2026-11-24")]
    [InlineData("lag 3 s", "lag 4 s")]
    [InlineData("ratio 3/4", "ratio 3/5")]
    [InlineData("/tmp/a.csv", "/tmp/b.csv")]
    [InlineData("https://example.org/home/a/x", "https://example.org/home/b/x")]
    [InlineData("0x1F", "0x2F")]
    public void BuiltInRules_LeaveWhatIsData(string one, string other) => Assert.NotEqual(Clean(one), Clean(other));

    [Fact]
    public void Rules_AreReadInNbvalsForm()
    {
        File.WriteAllText(_file, "# seeds\n[seed]\nregex: seed \\d+\nreplace: SEED$1\n\n; more\n[build]\nregex=build [a-f0-9]+\nreplace=\n");

        var rules = SanitizingRule.Read(_file);

        Assert.Equal("SEED$1 of ", SanitizingRule.Apply(rules, "seed 42 of build 1a2b"));
    }

    [Theory]
    [InlineData("[a]\nregex: (\nreplace: x", "line 2: '(' is no regular expression")]
    [InlineData("[a]\nregex: x", "the last regex has no 'replace: …'")]
    [InlineData("[a]\nreplace: x", "line 2: 'replace: x'")]
    [InlineData("what is this", "line 1: 'what is this'")]
    public void Rules_ThatAreNone_AreNamedWithTheirLine(string text, string said)
    {
        File.WriteAllText(_file, text);
        Assert.Contains(said, Assert.Throws<FormatException>(() => SanitizingRule.Read(_file)).Message);
    }
}
