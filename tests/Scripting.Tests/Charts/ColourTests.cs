using System.Text.Json.Nodes;
using Scripting.Charts;

namespace Scripting.Tests.Charts;

public class ColourTests
{
    [Theory]
    [InlineData("#f00", 255, 0, 0, 1)]
    [InlineData("#1f7fc4", 31, 127, 196, 1)]
    [InlineData("#0000ff80", 0, 0, 255, 0.502)]
    [InlineData("rgb(1, 2, 3)", 1, 2, 3, 1)]
    [InlineData("rgba(42, 63, 95, 0.5)", 42, 63, 95, 0.5)]
    [InlineData("SteelBlue", 70, 130, 180, 1)]
    public void Parse_ReadsWhatFiguresCarry(string text, byte r, byte g, byte b, double a)
    {
        var colour = Colour.Parse(text)!.Value;

        Assert.Equal((r, g, b), (colour.R, colour.G, colour.B));
        Assert.Equal(a, colour.A, 0.001);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("#12")]
    [InlineData("rgb(1,2)")]
    [InlineData("url(#x)")]
    [InlineData("no colour")]
    public void Parse_RefusesAnythingElse(string? text) => Assert.Null(Colour.Parse(text));

    [Fact]
    public void Palette_CanBeSeenOnWhiteAndOnDark()
    {
        var dark = Colour.Parse("#121212")!.Value;
        foreach (var colour in Colour.Palette.Append(Colour.Ink))
        {
            Assert.True(1.05 / (colour.Luminance + 0.05) >= 3, $"{colour.Hex} on white");
            Assert.True((colour.Luminance + 0.05) / (dark.Luminance + 0.05) >= 3, $"{colour.Hex} on dark");
        }

        Assert.True(1.05 / (Colour.Ink.Luminance + 0.05) >= 4.5, "Text on white");
    }

    [Fact]
    public void Scale_RunsThroughItsStops()
    {
        var scale = ColourScale.Read(JsonNode.Parse("""[[0,"#000000"],[0.25,"#ffffff"],[1,"#ff0000"]]"""), reversed: false);

        Assert.Equal(new Colour(128, 128, 128), scale.At(0.125));
        Assert.Equal(new Colour(255, 128, 128), scale.At(0.625));
        Assert.Equal(new Colour(255, 0, 0), scale.At(1));
    }
}
