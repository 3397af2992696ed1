using System.Globalization;
using Scripting.Charts;

namespace Scripting.Tests.Charts;

public class TracePictureTests
{
    private const string Red = "#ff0000";

    [Fact]
    public void Bars_StandOnZeroSideBySide()
    {
        var data = """[{"type":"bar","x":["a","b"],"y":[1,2],"marker":{"color":"red"}},{"type":"bar","x":["a","b"],"y":[2,4],"marker":{"color":"lime"}}]""";
        var bars = Svg.Render(data).Stroke(Red).Lines();

        Assert.Equal(2, bars.Count);
        Assert.Equal(bars[0].Max(p => p.Y), bars[1].Max(p => p.Y), 0.01);
        Assert.Equal(2, Height(bars[1]) / Height(bars[0]), 0.02);
    }

    [Fact]
    public void Bars_LeaveHalfAGapAtBothEnds()
    {
        var svg = Svg.Render("""[{"type":"bar","x":["a","b"],"y":[1,2],"marker":{"color":"red"}}]""", """{"bargap":0.5}""");
        var axis = svg.Stroke("#767676").Lines().First();
        var bar = svg.Stroke(Red).Lines()[0];

        Assert.Equal((axis[1].X - axis[0].X) / 8, bar.Min(p => p.X) - axis[0].X, 0.2);
    }

    [Fact]
    public void Bars_StackedStartWhereTheOnesBelowEnd()
    {
        var data = """[{"type":"bar","x":["a"],"y":[1],"marker":{"color":"#0000fe"}},{"type":"bar","x":["a"],"y":[3],"marker":{"color":"red"}}]""";
        var svg = Svg.Render(data, """{"barmode":"stack"}""");
        var (low, high) = (svg.Stroke("#0000fe").Lines()[0], svg.Stroke(Red).Lines()[0]);

        Assert.Equal(low.Min(p => p.Y), high.Max(p => p.Y), 0.11);
        Assert.Equal(3, Height(high) / Height(low), 0.02);
    }

    [Fact]
    public void Bars_LyingReachToTheRight()
    {
        var bar = Svg.Render("""[{"type":"bar","orientation":"h","y":["a","b"],"x":[1,2],"marker":{"color":"red"}}]""").Stroke(Red).Lines();

        Assert.Equal(bar[0].Min(p => p.X), bar[1].Min(p => p.X), 0.01);
        Assert.True(bar[1].Max(p => p.X) > bar[0].Max(p => p.X));
    }

    [Fact]
    public void Bars_OfSeveralTracesAreHatchedApart()
    {
        var one = Svg.Render("""[{"type":"bar","y":[1,2]}]""").All("path").Count();
        var two = Svg.Render("""[{"type":"bar","y":[1,2]},{"type":"bar","y":[1,2]}]""").All("path").Count();

        // Bars and hatching of the second trace; two keys, one of them hatched.
        Assert.Equal(one + 5, two);
    }

    [Fact]
    public void Histogram_CountsEachValueOnce()
    {
        var bars = Svg.Render("""[{"type":"histogram","x":[0,1,1,2,2,2,2],"marker":{"color":"red"}}]""").Stroke(Red).Lines();
        var heights = bars.Select(Height).Where(height => height > 0).ToArray();

        Assert.Equal([1, 2, 4], heights.Select(height => Math.Round(height / heights[0])));
    }

    [Fact]
    public void Histogram_TakesBinsAndNorm()
    {
        var data = """[{"type":"histogram","histnorm":"probability","x":[0.5,1.5,2.5,3.5],"xbins":{"start":0,"end":4,"size":2},"marker":{"color":"red"}}]""";
        var svg = Svg.Render(data, """{"yaxis":{"range":[0,1]}}""");
        var bars = svg.Stroke(Red).Lines();

        Assert.Equal(2, bars.Count);
        Assert.Equal(Height(bars[0]), Height(bars[1]), 0.01);
        Assert.InRange(Height(bars[0]), 180, 220);
    }

    [Fact]
    public void Box_ShowsQuartilesMedianAndOutliers()
    {
        var data = """[{"type":"box","y":[1,2,3,4,5,6,7,8,9,30],"name":"sample","line":{"color":"red"}}]""";
        var svg = Svg.Render(data, """{"yaxis":{"range":[0,40]}}""");
        var pixelsPerUnit = Height(svg.All("path").First(path => path.Get("stroke") == Red && path.Get("fill") == Red).Lines()[0]) / 5;
        var median = svg.All("path").Single(path => path.Get("stroke-width") == "3").Lines()[0];
        var outliers = svg.All("path").Single(path => path.Get("stroke-width") == "5").Lines();

        Assert.Equal(2, median.Count);
        Assert.Equal(24.5, (median[0].Y - Assert.Single(outliers)[0].Y) / pixelsPerUnit, 0.2);
        Assert.Contains("sample", svg.Texts());
    }

    [Fact]
    public void Heatmap_IsOnePictureWithAColourBar()
    {
        var z = string.Join(',', Enumerable.Range(0, 100).Select(i => "[" + string.Join(',', Enumerable.Range(0, 150).Select(j => ((i * j) % 97).ToString(CultureInfo.InvariantCulture))) + "]"));
        var svg = Svg.Render($$$"""[{"type":"heatmap","z":[{{{z}}}],"colorbar":{"title":{"text":"residue"} }}]""");

        Assert.Equal(2, svg.All("image").Count());
        Assert.Contains("residue", svg.Texts());
        Assert.Empty(svg.All("rect"));
    }

    [Fact]
    public void Heatmap_WritesCellValuesWhereAsked()
    {
        var svg = Svg.Render("""[{"type":"heatmap","z":[[0.126,2],[3,null]],"texttemplate":"%{z:.2f}","showscale":false}]""");

        Assert.Single(svg.All("image"));
        Assert.Superset(new HashSet<string> { "0.13", "2.00", "3.00" }, svg.Texts().ToHashSet());
    }

    [Fact]
    public void Heatmap_WithoutRowsIsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => Svg.Render("""[{"type":"heatmap"}]"""));

        Assert.Contains("'z'", error.Message);
    }

    [Fact]
    public void Contour_IsDrawnAsBands() =>
        Assert.Equal(2, Svg.Render("""[{"type":"contour","z":[[0,1,2],[1,2,3],[2,3,4]]}]""").All("image").Count());

    [Fact]
    public void Legend_NamesTracesThatAreToBeNamed()
    {
        var texts = Svg.Render("""[{"y":[1,2],"name":"shown"},{"y":[1,3],"name":"kept out","showlegend":false},{"y":[1,4],"name":"also"}]""").Texts();

        Assert.Contains("shown", texts);
        Assert.Contains("also", texts);
        Assert.DoesNotContain("kept out", texts);
    }

    [Fact]
    public void Legend_IsLeftOutForASingleTrace() => Assert.DoesNotContain("only", Svg.Render("""[{"y":[1,2],"name":"only"}]""").Texts());

    [Fact]
    public void Subplots_StandInTheirDomains()
    {
        var data = """[{"mode":"lines","y":[0,1],"line":{"color":"red"}},{"mode":"lines","y":[0,1],"xaxis":"x2","yaxis":"y2","line":{"color":"#0000fe"}}]""";
        var svg = Svg.Render(data, """{"yaxis":{"domain":[0.6,1]},"yaxis2":{"domain":[0,0.4],"anchor":"x2"},"xaxis2":{"anchor":"y2"}}""");

        Assert.True(svg.Stroke(Red).Lines()[0].Max(p => p.Y) < svg.Stroke("#0000fe").Lines()[0].Min(p => p.Y));
    }

    [Fact]
    public void Grid_PutsAxesIntoItsCells()
    {
        var data = """[{"mode":"lines","y":[0,1],"line":{"color":"red"}},{"mode":"lines","y":[0,1],"xaxis":"x2","yaxis":"y2","line":{"color":"#0000fe"}}]""";
        var svg = Svg.Render(data, """{"grid":{"rows":1,"columns":2,"pattern":"independent"},"yaxis2":{"anchor":"x2"},"xaxis2":{"anchor":"y2"}}""");

        Assert.True(svg.Stroke(Red).Lines()[0].Max(p => p.X) < svg.Stroke("#0000fe").Lines()[0].Min(p => p.X));
    }

    [Fact]
    public void Shape_IsCutToThePlotArea()
    {
        var layout = """{"xaxis":{"range":[0,1]},"yaxis":{"range":[0,1]},"shapes":[{"type":"line","x0":-9,"x1":9,"y0":0.5,"y1":0.5,"line":{"color":"red"}}]}""";
        var line = Svg.Render("""[{"mode":"lines","x":[0,1],"y":[0.5,0.5],"line":{"color":"#0000fe"}}]""", layout);

        Assert.Equal(line.Stroke("#0000fe").Lines()[0], line.Stroke(Red).Lines()[0]);
    }

    [Fact]
    public void Annotation_OnALogAxisStandsAtItsExponent()
    {
        var layout = """{"yaxis":{"type":"log","range":[0,2]},"annotations":[{"x":1,"y":1,"text":"ten","showarrow":false}]}""";
        var svg = Svg.Render("""[{"mode":"lines","x":[0,2],"y":[10,10],"line":{"color":"red"}}]""", layout);
        var text = svg.All("text").Single(element => element.Value == "ten");

        Assert.Equal(svg.Stroke(Red).Lines()[0][0].Y, double.Parse(text.Get("y")!, CultureInfo.InvariantCulture), 6.0);
    }

    private static double Height(List<(double X, double Y)> shape) => shape.Max(p => p.Y) - shape.Min(p => p.Y);
}
