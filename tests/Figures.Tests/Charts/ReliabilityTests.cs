namespace Figures.Tests;

public class ReliabilityTests
{
    private const string Finding = "What is to be seen here.";

    [Fact]
    public void Reliability_DrawsEachForecastAndTheDiagonal()
    {
        var traces = Draw.Reliability([("a", [0.1, 0.5], [0.2, 0.5]), ("b", [0.5], [0.4])], Finding).Traces();

        Assert.Equal(["a", "b", "kept exactly"], traces.Select(trace => (string?)trace["name"]));
        Assert.Equal([0.2, 0.5], traces[0].Numbers("y"));
        Assert.Equal(traces[2].Numbers("x"), traces[2].Numbers("y"));
    }

    [Fact]
    public void Reliability_RefusesLevelsThatDoNotAscendInsideOfZeroToOne()
    {
        foreach (var levels in new double[][] { [0.5, 0.1], [0, 0.5], [0.5, 1], [0.5, double.NaN] })
        {
            Assert.Contains("'a'", Assert.Throws<ArgumentException>(() => Draw.Reliability([("a", levels, [0.2, 0.3])], Finding)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Reliability_RefusesListsOfDifferentLength() =>
        Assert.Contains("'a' has 1 values where 2", Assert.Throws<ArgumentException>(() => Draw.Reliability([("a", [0.1, 0.5], [0.2])], Finding)).Message, StringComparison.Ordinal);
}
