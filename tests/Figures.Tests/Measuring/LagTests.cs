namespace Figures.Tests;

public class LagTests
{
    [Fact]
    public void Log10Ratios_StartAtZero() => Assert.Equal([0, -1, double.NegativeInfinity], Lag.Log10Ratios([2, 0.2, 0]), (a, b) => a == b || Math.Abs(a - b) < 1e-12);

    [Fact]
    public void Log10Ratios_NeedAFirstNorm() => Assert.Throws<ArgumentException>(() => Lag.Log10Ratios([0, 1]));

    [Fact]
    public void Mean_IsTakenLagByLag() => Assert.Equal([2, 4], Lag.Mean([[1, 2], [3, 6]]));

    [Fact]
    public void Mean_RefusesRunsOfUnequalLength() => Assert.Throws<ArgumentException>(() => Lag.Mean([[1, 2], [3]]));
}
