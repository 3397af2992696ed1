namespace Figures.Tests;

public class LagTableTests
{
    [Fact]
    public void Of_HasARowANetworkAndAColumnALag()
    {
        var table = LagTable.Of([("tanh", [0, -1.14, -2.26]), ("LSTM", [0, 0.51, 0])], 1, 2);

        Assert.Equal(["log10 of the ratio at", "lag 1", "lag 2"], table.Columns.Select(column => column.Name));
        Assert.Equal(["tanh", "−1.1", "−2.3"], table.Rows[0]);
        Assert.Equal(["LSTM", "+0.5", "0.0"], table.Rows[1]);
    }

    [Fact]
    public void Of_NamesTheCurveThatDoesNotReachALag()
    {
        var problem = Assert.Throws<ArgumentOutOfRangeException>(() => LagTable.Of([("tanh", [0, -1])], 2));

        Assert.Contains("'tanh' has the lags 0 to 1", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_NeedsACurveAndALag()
    {
        Assert.Throws<ArgumentException>(() => LagTable.Of([], 1));
        Assert.Throws<ArgumentException>(() => LagTable.Of([("tanh", [0])]));
    }
}
