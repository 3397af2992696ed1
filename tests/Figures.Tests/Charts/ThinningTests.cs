namespace Figures.Tests;

public class ThinningTests
{
    private const string Finding = "It falls.";

    private static readonly double[] s_x = [.. Enumerable.Range(0, 101).Select(k => (double)k)];

    [Fact]
    public void Lines_MissesNoLeftOutPointByMoreThanHalfAPixel()
    {
        double[] y = [.. s_x.Select(k => Math.Sin(k / 10))];
        var trace = Draw.Lines([("a", s_x, y)], Finding, "t", "x", "y", markers: 8).Traces().Single();
        double[] keptX = [.. trace.Numbers("x").Select(value => value!.Value)], keptY = [.. trace.Numbers("y").Select(value => value!.Value)];

        Assert.InRange(keptX.Length, 20, 80);
        Assert.Equal((0, 100), (keptX[0], keptX[^1]));
        Assert.All(s_x, k =>
        {
            var after = Math.Max(1, Array.FindIndex(keptX, place => place >= k));
            var share = (k - keptX[after - 1]) / (keptX[after] - keptX[after - 1]);
            Assert.Equal(y[(int)k], keptY[after - 1] + (share * (keptY[after] - keptY[after - 1])), 2.0 / 600 + 1e-4);
        });
    }

    [Fact]
    public void Lines_OnALogarithmicAxisMeasuresThere()
    {
        double[] y = [.. s_x.Select(k => Math.Pow(0.5, k))];

        Assert.InRange(Draw.Lines([("a", s_x, y)], Finding, "t", "x", "y", logY: true).Traces().Single().Numbers("y").Count(), 15, 20);
    }

    [Fact]
    public void Lines_KeepsAStepAndTheEdgesOfAGap()
    {
        double[] y = [.. s_x.Select(k => k < 50 ? 0 : k < 70 ? 1 : k < 80 ? double.NaN : 2)];
        var trace = Draw.Lines([("a", s_x, y)], Finding, "t", "x", "y").Traces().Single();

        Assert.Subset(trace.Numbers("x").Select(value => value!.Value).ToHashSet(), new HashSet<double> { 0, 49, 50, 69, 70, 79, 80, 100 });
    }

    [Fact]
    public void Lines_WithAMarkerAtEveryPointOrWithFewPoints_KeepsAll()
    {
        Assert.Equal(101, Draw.Lines([("a", s_x, s_x)], Finding, "t", "x", "y", markers: -1).Traces().Single().Numbers("y").Count());
        Assert.Equal(60, Draw.Lines([("a", s_x[..60], s_x[..60])], Finding, "t", "x", "y").Traces().Single().Numbers("y").Count());
    }

    [Fact]
    public void SliderLines_KeepsWhatAnyFrameNeeds()
    {
        double[] bend = [.. s_x.Select(k => Math.Abs(k - 37))];
        var chart = Draw.SliderLines("s = ", [("1", [s_x], "First."), ("2", [bend], "Second.")], ["a"], s_x, "t", "x", "y");

        Assert.Contains(37.0, chart.Traces()[0].Numbers("x").Select(value => value!.Value));
        Assert.InRange(chart.Traces()[0].Numbers("x").Count(), 15, 30);
    }
}
