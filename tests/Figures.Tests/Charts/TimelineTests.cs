namespace Figures.Tests;

public class TimelineTests
{
    [Fact]
    public void Timeline_PlacesEventsByYearAndWritesThemInwards()
    {
        var json = Draw.Timeline([(1991, "first"), (1997, "second"), (2024, "third")], "It took long.", "Title").Json();
        var notes = json["layout"]!["annotations"]!.AsArray();

        Assert.Equal("[1991,1997,2024]", json["data"]![0]!["x"]!.ToJsonString());
        Assert.Equal("<b>1997</b> second", (string?)notes[1]!["text"]);
        Assert.Equal(["left", "left", "right"], notes.Take(3).Select(note => (string?)note!["xanchor"]));
    }

    [Fact]
    public void Timeline_RefusesEventsOutOfOrder()
    {
        Assert.Throws<ArgumentException>(() => Draw.Timeline([(1997, "a"), (1991, "b")], "It took long.", "Title"));
        Assert.Throws<ArgumentException>(() => Draw.Timeline([(1997, "a")], "It took long.", "Title"));
    }
}
