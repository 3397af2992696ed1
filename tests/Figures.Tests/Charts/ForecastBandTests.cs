using Scripting.Charts;

namespace Figures.Tests;

public class ForecastBandTests
{
    private const string Finding = "What is to be seen here.";
    private static readonly Series s_series = Series.Load("air");

    private static double[] Shifted(double by) => [.. s_series.Test.Select(value => value + by)];

    [Fact]
    public void ForecastBand_MarksJustTheValuesOutsideOfTheBand()
    {
        var low = Shifted(-5);
        low[^1] += 10;
        low[0] += 10;      // lies before what is shown

        var traces = Draw.ForecastBand(s_series, low, Shifted(1), Shifted(20), 12, Finding, "title").Traces();
        var outside = traces.Single(trace => (string?)trace["name"] == "outside of the band").Numbers("y");

        Assert.Equal([.. Enumerable.Repeat<double?>(null, 11), s_series.Test[^1]], outside);
        Assert.Equal(12, traces.Single(trace => (string?)trace["name"] == "actual").Numbers("y").Length);
    }

    [Fact]
    public void ForecastBand_IsFilledInTheStaticPictureToo() =>
        Assert.Contains("fill-opacity", PlotlySvg.Render(Draw.ForecastBand(s_series, Shifted(-5), Shifted(0), Shifted(5), 12, Finding, "title").Json()), StringComparison.Ordinal);

    [Fact]
    public void ForecastBand_RefusesWhatDoesNotFitTheTestPart()
    {
        Assert.Contains("'middle' has 1 values where 29", Assert.Throws<ArgumentException>(() => Draw.ForecastBand(s_series, Shifted(-5), [1], Shifted(5), 12, Finding, "title")).Message, StringComparison.Ordinal);
        Assert.Contains("2 to 29", Assert.Throws<ArgumentOutOfRangeException>(() => Draw.ForecastBand(s_series, Shifted(-5), Shifted(0), Shifted(5), 30, Finding, "title")).Message, StringComparison.Ordinal);
    }
}
