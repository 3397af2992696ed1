namespace Figures.Tests;

public class VerdictTests
{
    [Fact]
    public void Table_HasARowAClaim()
    {
        var table = Verdict.Table(("C3", "gradients vanish", "−11.1", "confirmed"), ("C13", "the LSTM cures explosion", "+5.6", "refuted"));

        Assert.Equal(["C13", "the LSTM cures explosion", "+5.6", "refuted"], table.Rows[1]);
        Assert.Equal(2, table.Rows.Count);
    }

    [Fact]
    public void Table_RefusesARowWithoutItsNumber()
    {
        var problem = Assert.Throws<ArgumentException>(() => Verdict.Table(("C3", "gradients vanish", " ", "confirmed")));

        Assert.Contains("'C3'", problem.Message, StringComparison.Ordinal);
    }
}
