using Figures;

namespace Figures.Tests;

public sealed class ResultsTests : IDisposable
{
    private readonly DirectoryInfo _repository = Directory.CreateTempSubdirectory();

    public ResultsTests() => File.WriteAllText(Path.Combine(_repository.FullName, "Workbook.sln"), "");

    private string Notebooks => _repository.CreateSubdirectory("notebooks").FullName;

    private string Stored(string chapter) => Path.Combine(_repository.FullName, "artifacts", "results", $"{chapter}.json");

    public void Dispose() => _repository.Delete(recursive: true);

    [Fact]
    public void Get_GivesTheStoredRow_AndDoesNotRecompute()
    {
        Results.Write("02-concepts", "quick", [Row("horizon", 1 / 3.0), Row("steps", 1e-300)], Notebooks);

        var row = Results.Get("horizon", "quick", () => throw new InvalidOperationException("recomputed"), Notebooks);

        Assert.Equal(Row("horizon", 1 / 3.0), row);
        Assert.Equal([Stored("02-concepts")], Directory.GetFiles(Path.GetDirectoryName(Stored(""))!));
    }

    [Fact]
    public void Get_RecomputesWhatIsMissing()
    {
        Assert.Equal(0.5, Results.Get("horizon", "quick", () => Row("horizon", 0.5), Notebooks).Value);
        Assert.False(Directory.Exists(Path.GetDirectoryName(Stored(""))));
    }

    [Theory]
    [InlineData("quick", "quick", true)]
    [InlineData("quick", "full", false)]
    [InlineData("full", "quick", false)]
    [InlineData(Results.EveryProfile, "quick", true)]
    [InlineData(Results.EveryProfile, "full", true)]
    public void Find_SkipsRowsOfAnotherProfile(string stored, string asked, bool isFound)
    {
        Results.Write("02-concepts", stored, [Row("horizon", 0.5)], Notebooks);
        Assert.Equal(isFound, Results.Find("horizon", asked, Notebooks) is not null);
    }

    [Fact]
    public void Find_SkipsRowsOfAnotherBuild()
    {
        Results.Write("02-concepts", "quick", [Row("horizon", 0.5)], Notebooks);
        var build = typeof(Results).Module.ModuleVersionId.ToString("N");
        var text = File.ReadAllText(Stored("02-concepts"));
        Assert.Contains(build, text, StringComparison.Ordinal);
        File.WriteAllText(Stored("02-concepts"), text.Replace(build, Guid.Empty.ToString("N"), StringComparison.Ordinal));

        Assert.Null(Results.Find("horizon", "quick", Notebooks));
    }

    [Fact]
    public void Write_ReplacesWhatTheChapterStoredBefore()
    {
        Results.Write("02-concepts", "quick", [Row("horizon", 0.5), Row("old", 0.5)], Notebooks);
        Results.Write("02-concepts", "quick", [Row("horizon", 0.6)], Notebooks);

        Assert.Equal(0.6, Results.Find("horizon", "quick", Notebooks)!.Value);
        Assert.Null(Results.Find("old", "quick", Notebooks));
    }

    [Fact]
    public void Write_StoresNothing_IfARowDoesNotHold()
    {
        var failure = Assert.Throws<CheckFailedException>(() => Results.Write("02-concepts", "quick", [Row("good", 0.5), Row("bad", 2)], Notebooks));
        Assert.Contains("C6, X20, a measure: 2 < 1", failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Stored("02-concepts")));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(double.NaN)]
    public void Get_FailsIfTheRowDoesNotHold(double value) =>
        Assert.Throws<CheckFailedException>(() => Results.Get("bad", "quick", () => Row("bad", value), Notebooks));

    [Theory]
    [InlineData("{ \"Profile\": \"quick\"")]
    [InlineData("{}")]
    [InlineData("null")]
    public void Find_NamesTheFileThatCannotBeRead(string text)
    {
        Results.Write("02-concepts", "quick", [Row("horizon", 0.5)], Notebooks);
        File.WriteAllText(Stored("02-concepts"), text);

        var failure = Assert.Throws<InvalidDataException>(() => Results.Find("horizon", "quick", Notebooks));
        Assert.StartsWith(Stored("02-concepts"), failure.Message, StringComparison.Ordinal);
        Assert.Contains("Delete it", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_RefusesAKeyOfTwoChapters()
    {
        Results.Write("02-concepts", "quick", [Row("horizon", 0.5)], Notebooks);
        Results.Write("06-gradient-problems", "quick", [Row("horizon", 0.5)], Notebooks);

        var failure = Assert.Throws<InvalidDataException>(() => Results.Find("horizon", "quick", Notebooks));
        Assert.Contains("02-concepts.json and 06-gradient-problems.json", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BadArguments_AreNamed()
    {
        Assert.Contains("'quik'", Assert.Throws<ArgumentException>(() => Results.Find("horizon", "quik", Notebooks)).Message, StringComparison.Ordinal);
        Assert.Contains("02-concepts.ipynb", Assert.Throws<ArgumentException>(() => Results.Write("02-concepts.ipynb", "quick", [Row("a", 0)], Notebooks)).Message, StringComparison.Ordinal);
        Assert.Contains("key 'a'", Assert.Throws<ArgumentException>(() => Results.Write("02-concepts", "quick", [Row("a", 0), Row("a", 0)], Notebooks)).Message, StringComparison.Ordinal);
        Assert.Contains("key 'b'", Assert.Throws<ArgumentException>(() => Results.Get("a", "quick", () => Row("b", 0), Notebooks)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Results.Write("02-concepts", "quick", [], Notebooks));
        var outside = Directory.CreateTempSubdirectory();
        Assert.Contains(outside.FullName, Assert.Throws<DirectoryNotFoundException>(() => Results.Find("a", "quick", outside.FullName)).Message, StringComparison.Ordinal);
        outside.Delete();
    }

    [Theory]
    [InlineData(1, "<", 2, true, "1 < 2")]
    [InlineData(2, "<", 2, false, "2 < 2")]
    [InlineData(3e-5, ">", -2, true, "3e−5 > −2")]
    [InlineData(29345, "=", 29345, true, "= 29,345")]
    [InlineData(29345.001, "=", 29345, false, "= 29,345")]
    [InlineData(1e-12, "=", 0, false, "= 0")]
    [InlineData(double.NaN, "<", 2, false, "NaN < 2")]
    public void Result_HoldsIfTheValueStandsToTheThresholdAsItShould(double value, string relation, double threshold, bool holds, string text)
    {
        var row = Row("a", value) with { Relation = relation, Threshold = threshold };
        Assert.Equal(holds, row.Holds);
        Assert.Equal(text, row.Comparison);
    }

    [Fact]
    public void Result_RefusesAnotherRelation() => Assert.Throws<InvalidOperationException>(() => (Row("a", 0) with { Relation = "<=" }).Holds);

    private static Result Row(string key, double value) => new(key, "C6", "X20", "a measure", value, "<", 1, "confirmed");
}
