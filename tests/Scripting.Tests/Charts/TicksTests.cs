using Scripting.Charts;

namespace Scripting.Tests.Charts;

public class TicksTests
{
    [Theory]
    [InlineData(0, 1, 6, "0,0.2,0.4,0.6,0.8,1.0")]
    [InlineData(-0.5, 9.5, 6, "0,2,4,6,8")]
    [InlineData(-30, 15, 10, "−30,−25,−20,−15,−10,−5,0,5,10,15")]
    [InlineData(0, 50_000, 6, "0;10,000;20,000;30,000;40,000;50,000")]
    [InlineData(0, 0.0004, 5, "0,0.0001,0.0002,0.0003,0.0004")]
    [InlineData(1000, 1001, 5, "1,000.0;1,000.2;1,000.4;1,000.6;1,000.8;1,001.0")]
    public void Linear_TakesRoundValues(double from, double to, int count, string labels) =>
        Assert.Equal(labels.Split(labels.Contains(';') ? ';' : ','), Ticks.Linear(from, to, count).Select(tick => tick.Label));

    [Fact]
    public void Linear_HoldsForEveryRange()
    {
        var random = new Random(1);
        for (var trial = 0; trial < 500; trial++)
        {
            var from = (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-8, 9));
            var to = from + (random.NextDouble() * Math.Pow(10, random.Next(-6, 9))) + 1e-9;
            var ticks = Ticks.Linear(from, to, 8);

            Assert.InRange(ticks.Count, 2, 9);
            Assert.All(ticks, tick => Assert.InRange(tick.Value, from - ((to - from) * 1e-6), to + ((to - from) * 1e-6)));
            Assert.Equal(ticks.Count, ticks.Select(tick => tick.Label).Distinct().Count());
        }
    }

    [Fact]
    public void Linear_TakesAStepAndAnOrigin() =>
        Assert.Equal([1, 4, 7, 10], Ticks.Linear(0, 11, 5, step: 3, origin: 1).Select(tick => tick.Value));

    [Fact]
    public void Linear_OfAnEmptyRangeIsEmpty() => Assert.Empty(Ticks.Linear(2, 2, 5));

    [Fact]
    public void Log_LabelsDecadesAndMarksBetween()
    {
        var ticks = Ticks.Log(-2, 1, 4);

        Assert.Equal(["0.01", "0.1", "1", "10"], ticks.Where(tick => !tick.IsMinor).Select(tick => tick.Label));
        Assert.Equal(24, ticks.Count(tick => tick.IsMinor));
    }

    [Fact]
    public void Log_OverManyDecadesWritesPowersAndLeavesSomeOut()
    {
        var labels = Ticks.Log(-12, 0, 6).Where(tick => !tick.IsMinor).Select(tick => tick.Label);

        Assert.Equal(["10<sup>−12</sup>", "10<sup>−10</sup>", "10<sup>−8</sup>", "10<sup>−6</sup>", "10<sup>−4</sup>", "10<sup>−2</sup>", "1"], labels);
    }

    [Fact]
    public void Log_WithinADecadeTakesRoundValues()
    {
        var ticks = Ticks.Log(Math.Log10(2.1), Math.Log10(3.9), 5);

        Assert.Equal(["2.5", "3.0", "3.5"], ticks.Select(tick => tick.Label));
        Assert.Equal(Math.Log10(3), ticks[1].Value, 1e-12);
    }

    [Theory]
    [InlineData("1749-01", "1983-12", 8, "1750;1800;1850;1900;1950")]
    [InlineData("2012-01-01", "2012-12-31", 7, "Jan<br>2012;Mar;May;Jul;Sep;Nov")]
    [InlineData("2000-06-05", "2000-06-26", 4, "Jun 5<br>2000;Jun 12;Jun 19;Jun 26")]
    [InlineData("2000-06-05T00:00", "2000-06-06T12:00", 4, "00:00<br>Jun 5, 2000;12:00;00:00<br>Jun 6, 2000;12:00")]
    public void Dates_TakeRoundDates(string from, string to, int count, string labels)
    {
        var ticks = DateTicks.Between(DateTicks.Parse(from)!.Value, DateTicks.Parse(to)!.Value, count);

        Assert.Equal(labels.Split(';'), ticks.Select(tick => tick.Label));
    }
}
