using Scripting.Charts;

namespace Scripting.Tests.Charts;

public class PlotlyTextTests
{
    [Fact]
    public void Describe_NamesTitleTracesAndRanges()
    {
        var figure = Svg.Figure("""[{"name":"training","x":[1,2,3],"y":[0.5,null,0.25]},{"type":"bar","x":["a","b"],"y":[1,2]}]""", """{"title":{"text":"The <b>loss</b>"}}""");

        Assert.Equal(
            "Chart \"The loss\": training (scatter, 3 points, x 1 to 3, y 0.25 to 0.5); trace 1 (bar, 2 points, x a to b, y 1 to 2)",
            PlotlyText.Describe(figure));
    }

    [Fact]
    public void Describe_CountsCells() => Assert.Equal(
        "Chart: errors (heatmap, 2 x 3 cells, z 1 to 6)",
        PlotlyText.Describe(Svg.Figure("""[{"type":"heatmap","name":"errors","z":[[1,2,3],[4,5,6]]}]""")));

    [Fact]
    public void Describe_CountsPlacesFromTheirStart() => Assert.Equal(
        "Chart: a (scatter, 3 points, x 1 to 5, y 1 to 3)",
        PlotlyText.Describe(Svg.Figure("""[{"name":"a","x0":1,"dx":2,"y":[1,2,3]}]""")));

    [Fact]
    public void Describe_IsOneLine() => Assert.DoesNotContain('\n', PlotlyText.Describe(Svg.Figure("""[{"y":[1]}]""", """{"title":"a\nb"}""")));
}
