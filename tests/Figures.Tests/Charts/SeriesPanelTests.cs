namespace Figures.Tests;

public class SeriesPanelTests
{
    private static readonly Series s_passengers = Series.Load("air_passengers");

    [Fact]
    public void Panel_GivesEachSeriesItsOwnAxesOneBelowTheOther()
    {
        var json = Draw.SeriesPanel([(s_passengers, 0), (s_passengers, 12)], "It grows.", "Title").Json();
        double[] Domain(string axis) => [.. json["layout"]![axis]!["domain"]!.AsArray().Select(end => (double)end!)];

        Assert.Equal(144, json["data"]![0]!["y"]!.AsArray().Count);
        Assert.Equal(12, json["data"]![1]!["y"]!.AsArray().Count);
        Assert.Equal("y2", (string?)json["data"]![1]!["yaxis"]);
        Assert.InRange(Domain("yaxis")[1], 0.9, 0.99);
        Assert.True(Domain("yaxis2")[1] < Domain("yaxis")[0]);
        Assert.Contains("first 12 rows", (string?)json["layout"]!["annotations"]![1]!["text"], StringComparison.Ordinal);
    }

    [Fact]
    public void Panel_RefusesMoreRowsThanThereAre()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Draw.SeriesPanel([(s_passengers, 145)], "It grows.", "Title"));
        Assert.Contains("has 144 rows", error.Message, StringComparison.Ordinal);
    }
}
