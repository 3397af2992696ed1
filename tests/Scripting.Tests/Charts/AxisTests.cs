using System.Text.Json.Nodes;
using Scripting.Charts;

namespace Scripting.Tests.Charts;

public class AxisTests
{
    [Fact]
    public void Range_OfPaddedDataLeavesATwentiethOnEachSide()
    {
        var axis = Settle("y", "{}", axis => axis.Include([0, 9], isPadded: true));

        Assert.Equal(-0.5, axis.Min, 1e-12);
        Assert.Equal(9.5, axis.Max, 1e-12);
    }

    [Fact]
    public void Range_OfALineEndsAtItsPoints()
    {
        var axis = Settle("x", "{}", axis => axis.Include([1, 100], isPadded: false));

        Assert.Equal((1, 100), (axis.Min, axis.Max));
    }

    [Fact]
    public void Range_OfBarsStartsAtZero()
    {
        var axis = Settle("y", "{}", axis => axis.Include([3, 9], isPadded: true, toZero: true));

        Assert.Equal(0, axis.Min);
        Assert.Equal(9 / 0.95, axis.Max, 1e-12);
    }

    [Fact]
    public void Range_OfEqualValuesIsOneToEachSide()
    {
        var axis = Settle("y", "{}", axis => axis.Include([4, 4], isPadded: true));

        Assert.Equal((3, 5), (axis.Min, axis.Max));
    }

    [Fact]
    public void Range_OfNothingIsPlotlysDefault() => Assert.Equal((-1, 1), (Settle("y", "{}", _ => { }).Min, Settle("y", "{}", _ => { }).Max));

    [Fact]
    public void Range_IgnoresGaps()
    {
        var axis = Settle("x", "{}", axis => axis.Include([double.NaN, 2, double.PositiveInfinity, 5], isPadded: false));

        Assert.Equal((2, 5), (axis.Min, axis.Max));
    }

    [Fact]
    public void Range_GivenInTheLayoutWins()
    {
        var axis = Settle("y", """{"range":[10,-10]}""", axis => axis.Include([0, 1], isPadded: true));

        Assert.Equal((10, -10), (axis.Min, axis.Max));
    }

    [Fact]
    public void Range_CanRunBackwards()
    {
        var axis = Settle("y", """{"autorange":"reversed"}""", axis => axis.Include([0, 1], isPadded: false));

        Assert.Equal((1, 0), (axis.Min, axis.Max));
    }

    [Fact]
    public void LogAxis_CountsInExponents()
    {
        var axis = Settle("y", """{"type":"log","range":[-3,2]}""", _ => { });

        Assert.Equal([-2, double.NaN, double.NaN, 3], axis.Read(Values.Of([0.01, 0, -5, 1000])));
        Assert.Equal((-3, 2), (axis.Min, axis.Max));
    }

    [Fact]
    public void DateAxis_IsFoundFromTheData()
    {
        var axis = new Axis("x", null);
        axis.ChooseKind([Values.Of(["1749-01", "1749-02"])]);

        Assert.Equal(AxisKind.Date, axis.Kind);
        var days = axis.Read(Values.Of(["1970-01-02", "1970-01-01T12:00:00"]));
        Assert.Equal([86_400_000, 43_200_000], days);
    }

    [Fact]
    public void CategoryAxis_NumbersNamesInOrderOfAppearance()
    {
        var axis = new Axis("x", null);
        axis.ChooseKind([Values.Of(["b", "a"])]);

        Assert.Equal(AxisKind.Category, axis.Kind);
        Assert.Equal([0, 1, 0, 2], axis.Read(Values.Of(["b", "a", "b", "c"])));
    }

    [Fact]
    public void CategoryAxis_TakesTheOrderGiven()
    {
        var axis = new Axis("x", JsonNode.Parse("""{"type":"category","categoryarray":["a","b"]}"""));
        axis.ChooseKind([]);

        Assert.Equal([1, 0], axis.Read(Values.Of(["b", "a"])));
    }

    [Fact]
    public void NumbersWrittenAsTexts_AreNumbers()
    {
        var axis = new Axis("x", null);
        axis.ChooseKind([Values.Of(["1", "2.5"])]);

        Assert.Equal([1, 2.5], axis.Read(Values.Of(["1", "2.5"])));
    }

    [Fact]
    public void Ticks_GivenInTheLayoutWin()
    {
        var axis = Settle("x", """{"tickvals":[0,5,99],"ticktext":["none","half","out of sight"]}""", axis => axis.Include([0, 10], isPadded: false));

        Assert.Equal(["none", "half"], axis.Ticks().Select(tick => tick.Label));
    }

    [Fact]
    public void ToPixel_AndBack_AreInverse()
    {
        var axis = Settle("y", "{}", axis => axis.Include([2, 7], isPadded: true));

        Assert.Equal(3.3, axis.ToValue(axis.ToPixel(3.3)), 1e-12);
    }

    private static Axis Settle(string id, string layout, Action<Axis> include)
    {
        var axis = new Axis(id, JsonNode.Parse(layout)) { Start = 400, End = 0 };
        axis.ChooseKind([]);
        include(axis);
        axis.SettleRange();
        return axis;
    }
}
