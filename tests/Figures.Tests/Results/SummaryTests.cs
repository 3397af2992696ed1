namespace Figures.Tests;

public class SummaryTests
{
    [Fact]
    public void Keys_AreAllDecidable()
    {
        Assert.Equal(Summary.Keys.Count, Summary.Keys.Distinct().Count());
        foreach (var key in Summary.Keys)
        {
            var row = Summary.Of(key, double.NaN);
            Assert.False(row.Holds, $"'{key}' holds for a value that is no number");
            Assert.Contains(key, Summary.KeysOf(Summary.ChapterOf(key)));
        }
    }

    [Fact]
    public void Claims_AreFourteen_AndRestOnRows()
    {
        Assert.Equal(Enumerable.Range(1, 14).Select(n => $"C{n}"), Claims.All.Select(claim => claim.Id));
        Assert.All(Claims.All, claim => Assert.NotEmpty(claim.Keys));
        Assert.All(Claims.All.SelectMany(claim => claim.Keys), key => Assert.Contains(key, Summary.Keys));
        Assert.Equal("2, 6", Claims.All[5].Chapters);
    }

    [Fact]
    public void Statements_AreTwenty_AndRestOnRows()
    {
        Assert.Equal(20, Statements.All.Count);
        Assert.Equal("dft", string.Concat(Statements.All.Select(statement => statement.Truth).Distinct().Order()));
        Assert.All(Statements.All.SelectMany(statement => statement.For.Concat(statement.Against)), key => Assert.Contains(key, Summary.Keys));
        Assert.Throws<InvalidOperationException>(() => new Statement("nobody knows", [], []).Truth);
    }

    [Theory]
    [InlineData("vanishing power", "C3", 2.6561398887587544e-05)]
    [InlineData("weights of the RNN", "C10", 7361)]
    [InlineData("missing matrices", "C9", 2)]
    [InlineData("sunspots, AR", "–", 0.9064)]
    public void Measure_GivesTheRow(string key, string claim, double value)
    {
        var row = Summary.Measure(key);
        Assert.Equal(claim, row.Claim);
        Assert.Equal(value, row.Value, 1e-3 * value);
        Assert.True(row.Holds);
    }

    [Theory]
    [InlineData("bound of the sigmoid")]
    [InlineData("road through h")]
    [InlineData("horizon")]
    [InlineData("sum of the lags")]
    public void Measure_GivesTheSameBitsAgain(string key) => Assert.Equal(Summary.Measure(key), Summary.Measure(key));

    [Fact]
    public void Write_StoresAllRowsOfAChapter()
    {
        var repository = Directory.CreateTempSubdirectory();
        File.WriteAllText(Path.Combine(repository.FullName, "Workbook.sln"), "");

        Summary.Write("03-mathematics", Results.EveryProfile, repository.FullName);

        Assert.Equal(["sum of the lags", "decay of the lags"], Summary.KeysOf("03-mathematics"));
        Assert.All(Summary.KeysOf("03-mathematics"), key => Assert.Equal(Summary.Measure(key), Results.Find(key, "full", repository.FullName)));
        repository.Delete(recursive: true);
    }

    [Fact]
    public void UnknownKeys_AreNamed()
    {
        Assert.Contains("'horizons'", Assert.Throws<ArgumentException>(() => Summary.Measure("horizons")).Message, StringComparison.Ordinal);
        Assert.Contains("'08-more'", Assert.Throws<ArgumentException>(() => Summary.KeysOf("08-more")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_HasARowForEachClaim()
    {
        var lines = Claims.Markdown(key => Summary.Of(key, 0.25)).Split('\n');
        Assert.Equal(16, lines.Length);
        Assert.Equal("| C7 | the weight matrix is recursive | wording: all steps share it, and their parts add up | relative gap between the gradient of W_h and the sum of its parts by lag: 0.25 | 3 |", lines[8]);
    }
}
