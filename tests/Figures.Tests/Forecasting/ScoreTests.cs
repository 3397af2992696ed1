namespace Figures.Tests;

public class ScoreTests
{
    [Fact]
    public void Rmse_IsTheRootOfTheMeanSquare() => Assert.Equal(Math.Sqrt(12.5), Score.Rmse([0, 0], [3, 4]), 1e-12);

    [Fact]
    public void Rmse_RefusesUnequalLengths() => Assert.Throws<ArgumentException>(() => Score.Rmse([1, 2], [1]));

    [Fact]
    public void RmseTable_SortsByErrorAndComparesWithTheFirst()
    {
        var table = Score.RmseTable([0, 0], [("last value", [4, 4]), ("LSTM", [1, 1]), ("mean", [8, 8])]);

        Assert.Equal(["model", "test RMSE", "% of last value"], table.Columns.Select(column => column.Name));
        Assert.Equal(["LSTM", "last value", "mean"], table.Rows.Select(row => (string)row[0]));
        Assert.Equal([1.0, 4.0, 8.0], table.Rows.Select(row => (double)row[1]));
        Assert.Equal([25.0, 100.0, 200.0], table.Rows.Select(row => (double)row[2]));
    }
}
