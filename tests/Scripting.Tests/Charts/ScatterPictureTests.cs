using System.Globalization;

namespace Scripting.Tests.Charts;

public class ScatterPictureTests
{
    private const string Red = "#ff0000";

    [Fact]
    public void Line_RunsThroughItsPoints()
    {
        var layout = """{"xaxis":{"range":[0,10]},"yaxis":{"range":[0,1]}}""";
        var line = Svg.Render("""[{"mode":"lines","x":[0,5,10],"y":[0,1,0],"line":{"color":"red"}}]""", layout).Stroke(Red).Lines().Single();

        Assert.Equal(3, line.Count);
        Assert.Equal((line[0].X + line[2].X) / 2, line[1].X, 0.11);
        Assert.Equal(line[0].Y, line[2].Y, 0.01);
        Assert.True(line[1].Y < line[0].Y, "A larger value stands higher, at a smaller y.");
    }

    [Fact]
    public void Line_StopsAtGaps()
    {
        var lines = Svg.Render("""[{"mode":"lines","x":[0,1,2,3,4,5,6],"y":[0,1,null,1,0,"NaN",4],"line":{"color":"red"}}]""").Stroke(Red).Lines();

        Assert.Equal([2, 2], lines.Select(line => line.Count));
    }

    [Fact]
    public void Line_BridgesGapsWhenAsked()
    {
        var lines = Svg.Render("""[{"mode":"lines","connectgaps":true,"x":[0,1,2,3],"y":[0,1,null,1],"line":{"color":"red"}}]""").Stroke(Red).Lines();

        Assert.Equal(3, Assert.Single(lines).Count);
    }

    [Fact]
    public void Line_IsCutAtThePlotArea()
    {
        var data = """[{"mode":"lines","x":[0,1,2,3],"y":[0,10,-10,0],"line":{"color":"red"}}]""";
        var inside = Svg.Render(data, """{"yaxis":{"range":[-10,10]},"xaxis":{"range":[0,3]}}""").Stroke(Red).Lines().SelectMany(line => line).ToList();
        var cut = Svg.Render(data, """{"yaxis":{"range":[-5,5]},"xaxis":{"range":[0,3]}}""").Stroke(Red).Lines();

        Assert.Equal(3, cut.Count);
        var points = cut.SelectMany(line => line).ToList();
        Assert.Equal(inside.Max(p => p.Y), points.Max(p => p.Y), 0.2);
        Assert.Equal(inside.Min(p => p.Y), points.Min(p => p.Y), 0.2);
    }

    [Fact]
    public void Line_OfManyPointsKeepsItsPeaks()
    {
        var values = Enumerable.Range(0, 50_000).Select(i => i == 31_234 ? 9.0 : Math.Sin(i / 40.0)).ToArray();
        var data = $$$"""[{"mode":"lines","y":[{{{string.Join(',', values.Select(v => v.ToString("0.0000", CultureInfo.InvariantCulture)))}}}],"line":{"color":"red"}}]""";
        var svg = Svg.Render(data, """{"yaxis":{"range":[-1,9]}}""");
        var line = svg.Stroke(Red).Lines().SelectMany(part => part).ToList();

        Assert.InRange(svg.ToString().Length, 1000, 20_000);
        var (top, bottom) = (line.Min(p => p.Y), line.Max(p => p.Y));
        var peak = line.First(p => p.Y == top);
        Assert.Equal(31_234.0 / 49_999, (peak.X - line[0].X) / (line[^1].X - line[0].X), 0.003);
        Assert.True(line.Count(p => p.Y > bottom - 5) > 100, "The valleys of the sine are kept.");
    }

    [Theory]
    [InlineData("hv", 1)]
    [InlineData("vh", 0)]
    public void Line_OfStepsHoldsTheValueBeforeOrAfter(string shape, int corner)
    {
        var data = $$$"""[{"mode":"lines","x":[0,1],"y":[0,1],"line":{"color":"red","shape":"{{{shape}}}"}}]""";
        var line = Svg.Render(data).Stroke(Red).Lines().Single();

        Assert.Equal(3, line.Count);
        Assert.Equal(corner == 1 ? line[0].Y : line[2].Y, line[1].Y, 0.01);
        Assert.Equal(corner == 1 ? line[2].X : line[0].X, line[1].X, 0.01);
    }

    [Fact]
    public void Markers_AreDrawnOncePerPoint()
    {
        var circles = Svg.Render("""[{"mode":"markers","x":[1,2,3,4],"y":[1,2,null,4],"marker":{"color":"red"}}]""").Stroke(Red);

        Assert.Equal("round", circles.Get("stroke-linecap"));
        Assert.Equal(3, circles.Lines().Count);
    }

    [Fact]
    public void Markers_TakeTheirOwnColoursAndSizes()
    {
        var svg = Svg.Render("""[{"mode":"markers","x":[1,2],"y":[1,2],"marker":{"color":["#ff0000","#00ff00"],"size":[4,9]}}]""");

        Assert.Equal("4", svg.Stroke(Red).Get("stroke-width"));
        Assert.Equal("9", svg.Stroke("#00ff00").Get("stroke-width"));
    }

    // Plotly's rule: a twentieth of the axis, and 3.75 pixels for markers of size 6.
    [Fact]
    public void Markers_StayClearOfTheAxis()
    {
        var svg = Svg.Render("""[{"mode":"markers","x":[0,1],"y":[0,1],"marker":{"color":"red"}}]""");
        var axis = svg.Stroke("#767676").Lines().First();
        var marker = svg.Stroke(Red).Lines()[0][0];

        Assert.Equal((0.05 * (axis[1].X - axis[0].X)) + 3.75, marker.X - axis[0].X, 0.2);
    }

    [Fact]
    public void Markers_AreNoMoreThanAskedFor()
    {
        var circles = Svg.Render("""[{"mode":"markers","y":[1,2,3,4,5,6,7,8,9,10],"marker":{"color":"red","maxdisplayed":3}}]""").Stroke(Red);

        Assert.Equal(3, circles.Lines().Count);
    }

    [Fact]
    public void Points_MayBeGivenByAStartAndAStep()
    {
        const string Day = "86400000";
        var listed = Svg.Render("""[{"mode":"lines","x":["2001-01-01","2001-01-02","2001-01-03"],"y":[1,3,2],"line":{"color":"red"}}]""");
        var counted = Svg.Render("""[{"mode":"lines","x0":"2001-01-01","dx":""" + Day + ""","y":[1,3,2],"line":{"color":"red"}}]""", """{"xaxis":{"type":"date"}}""");

        Assert.Equal(listed.Stroke(Red).Get("d"), counted.Stroke(Red).Get("d"));
    }

    [Fact]
    public void Band_FillsBetweenTwoLines()
    {
        var data = """[{"mode":"lines","x":[0,1,2],"y":[0,1,0]},{"mode":"lines","x":[0,1,2],"y":[2,3,2],"fill":"tonexty","fillcolor":"rgba(255,0,0,0.5)"}]""";
        var area = Svg.Render(data).All("path").First(path => path.Get("fill") == Red);

        Assert.Equal("0.5", area.Get("fill-opacity"));
        Assert.Equal(6, area.Lines().Single().Count);
    }

    [Fact]
    public void Band_ToZeroReachesTheZeroLine()
    {
        var data = """[{"mode":"lines","x":[0,1],"y":[2,2],"fill":"tozeroy","fillcolor":"#ff0000"}]""";
        var area = Svg.Render(data, """{"yaxis":{"range":[-2,2]}}""").All("path").First(path => path.Get("fill") == Red).Lines().Single();

        Assert.Equal(4, area.Count);
        Assert.InRange(area.Max(p => p.Y) - area.Min(p => p.Y), 150, 220);
    }

    [Fact]
    public void Lines_WithoutADashOfTheirOwnDiffer()
    {
        var data = """[{"mode":"lines","y":[1,2]},{"mode":"lines","y":[2,3]},{"mode":"lines","y":[3,4]},{"mode":"lines","y":[4,5],"line":{"dash":"solid"}}]""";
        var keys = Svg.Render(data).All("line").Select(line => line.Get("stroke-dasharray") ?? "solid").ToArray();

        Assert.Equal(4, keys.Length);
        Assert.Equal(3, keys[..3].Distinct().Count());
        Assert.Equal("solid", keys[3]);
    }

    [Fact]
    public void ErrorBars_ReachUpAndDown()
    {
        var data = """[{"mode":"markers","x":[1],"y":[5],"error_y":{"type":"data","array":[2],"arrayminus":[1]},"marker":{"color":"red"}}]""";
        var bar = Svg.Render(data, """{"yaxis":{"range":[0,10]}}""").All("path").First(path => path.Get("stroke-width") == "1.2").Lines()[0];
        var marker = Svg.Render(data, """{"yaxis":{"range":[0,10]}}""").All("path").First(path => path.Get("stroke-linecap") == "round").Lines()[0][0];

        Assert.Equal(2, (marker.Y - bar.Min(p => p.Y)) / (bar.Max(p => p.Y) - marker.Y), 0.02);
    }
}
