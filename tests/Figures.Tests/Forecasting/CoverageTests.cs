namespace Figures.Tests;

public class CoverageTests
{
    [Fact]
    public void Share_CountsTheEndsAsInside() => Assert.Equal(0.75, Coverage.Share([1, 2, 3, 9], [1, 1, 1, 1], [3, 2, 3, 3]));

    [Fact]
    public void Below_CountsTheForecastItself() => Assert.Equal(0.5, Coverage.Below([1, 2, 3, 4], [1, 1, 3, 3]));

    [Fact]
    public void Share_DoesNotCountWhatIsNoNumber() => Assert.Equal(0, Coverage.Share([double.NaN], [0], [1]));

    [Fact]
    public void Coverage_RefusesListsOfDifferentLength()
    {
        Assert.Contains("'high' has 1 values where 2", Assert.Throws<ArgumentException>(() => Coverage.Share([1, 2], [0, 0], [3])).Message, StringComparison.Ordinal);
        Assert.Contains("'forecast' has 1 values where 2", Assert.Throws<ArgumentException>(() => Coverage.Below([1, 2], [0])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Coverage.Share([], [], []));
    }
}
