using Recurrent;

namespace Figures.Tests;

public class ReberTests
{
    private static readonly (string[] Strings, TaskData Data) s_test = ReberGrammar.Samples(64, 99);

    [Fact]
    public void Sample_PredictsTheSymbolThatFollows()
    {
        var (x, y) = Reber.Sample("BTE");

        Assert.Equal([1, 2, 7], x.Shape);
        Assert.Equal([1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0], x.ToArray());
        Assert.Equal([1, 6], y.ToArray());
    }

    [Theory]
    [InlineData("B", "1 symbols")]
    [InlineData("BQ", "Symbol 1 of \"BQ\" is Q")]
    public void Sample_RefusesWhatIsNoText(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<ArgumentException>(() => Reber.Sample(text)).Message);

    [Theory]
    [InlineData("TP", true)]
    [InlineData("T", true)]
    [InlineData("TS", false)]
    [InlineData("BTPSXVE", true)]
    [InlineData("V", false)]
    public void LegalFirst_AsksForEveryLegalSymbolAboveAllOthers(string legal, bool first) =>
        Assert.Equal(first, Reber.LegalFirst([0, 5, 4, 1, 2, 0, 3], legal));

    [Fact]
    public void LegalFirst_IsNotContentWithATieOrWithoutNumbers()
    {
        Assert.False(Reber.LegalFirst([0, 5, 5, 0, 0, 0, 0], "T"));
        Assert.False(Reber.LegalFirst([0, float.NaN, 0, 0, 0, 0, 0], "T"));
        Assert.Throws<ArgumentException>(() => Reber.LegalFirst([1, 2], "T"));
    }

    [Fact]
    public void Learn_EndsWithANetworkThatKnowsEveryTestString()
    {
        var run = Reber.Learn(new Lstm(8, returnSequences: true), 1, s_test);

        Assert.True(run.Solved);
        Assert.Equal((s_test.Strings.Length, 0), (run.Right, run.Strings % Reber.TestEvery));
        Assert.InRange(run.Strings, 500, 40_000);
        Assert.Equal(s_test.Strings.Length, Reber.Right(run.Model, s_test));
    }

    [Fact]
    public void Learn_StopsAtItsLimit()
    {
        var run = Reber.Learn(new Lstm(8, returnSequences: true), 1, s_test, limit: 120);

        Assert.False(run.Solved);
        Assert.Equal(100, run.Strings);
        Assert.InRange(run.Right, 0, s_test.Strings.Length - 1);
    }

    [Fact]
    public void LearnAll_GivesTheRunsOfTheSingleSeeds()
    {
        var runs = Reber.LearnAll(() => new Gru(4, returnSequences: true), 3, s_test, limit: 200);

        for (var seed = 1; seed <= 3; seed++)
        {
            var alone = Reber.Learn(new Gru(4, returnSequences: true), seed, s_test, limit: 200);
            Assert.Equal((alone.Seed, alone.Strings, alone.Right), (runs[seed - 1].Seed, runs[seed - 1].Strings, runs[seed - 1].Right));
            Assert.Equal(alone.Model[0, "kernel"].ToArray(), runs[seed - 1].Model[0, "kernel"].ToArray());
        }
    }

    [Fact]
    public void TrainAll_GivesTheNetworksThatLearnTrains()
    {
        var models = Reber.TrainAll(() => new Gru(4, returnSequences: true), 2, 100);
        var run = Reber.Learn(new Gru(4, returnSequences: true), 2, s_test, limit: 100);

        Assert.Equal(run.Model[0, "kernel"].ToArray(), models[1][0, "kernel"].ToArray());
        Assert.NotEqual(run.Model[0, "kernel"].ToArray(), models[0][0, "kernel"].ToArray());
    }

    [Fact]
    public void Network_NeedsALayerThatAnswersAtEveryStep() =>
        Assert.Throws<ArgumentException>("layer", () => Reber.Network(new Lstm(8), 1));

    [Theory]
    [InlineData(new[] { 1.0, 2, 3, 4 }, new[] { false, false, true, true }, 1)]
    [InlineData(new[] { 4.0, 3, 2, 1 }, new[] { false, false, true, true }, 1)]
    [InlineData(new[] { 1.0, 2, 3, 4 }, new[] { true, false, true, false }, 0.75)]
    [InlineData(new[] { 1.0, 1, 1, 1 }, new[] { true, true, true, false }, 0.75)]
    [InlineData(new[] { 1.0, 1, 2, 2 }, new[] { true, false, true, false }, 0.5)]
    public void BestThreshold_FindsTheBestCutAndItsDirection(double[] values, bool[] classes, double share) =>
        Assert.Equal(share, Probe.BestThreshold(values, classes));

    [Fact]
    public void BestThreshold_RefusesUnequalLists() => Assert.Throws<ArgumentException>(() => Probe.BestThreshold([1, 2], [true]));
}
