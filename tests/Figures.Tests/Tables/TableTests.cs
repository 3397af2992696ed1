namespace Figures.Tests;

public class TableTests
{
    [Fact]
    public void Of_HasAColumnAHeadingAndARowARow()
    {
        var table = Table.Of(["net", "weights"], ["LSTM", "575"], ["GRU", "647"]);

        Assert.Equal(["net", "weights"], table.Columns.Select(column => column.Name));
        Assert.Equal(["GRU", "647"], table.Rows[1]);
    }

    [Fact]
    public void Of_RefusesARowThatIsTooShort() =>
        Assert.Contains("'LSTM' has 1 values where 2 are needed", Assert.Throws<ArgumentException>(() => Table.Of(["net", "weights"], ["LSTM"])).Message);

    [Fact]
    public void Of_RefusesTheSameHeadingTwice() =>
        Assert.Contains("comes twice: net, net", Assert.Throws<ArgumentException>(() => Table.Of(["net", "net"], ["a", "b"])).Message);
}
