using System.Text.Json.Nodes;
using Scripting.Charts;

namespace Figures.Tests;

public class HeatMapTests
{
    private const string Finding = "What is to be seen here.";

    [Fact]
    public void HeatMap_WritesEveryNumberAndLeavesGapsEmpty()
    {
        var map = Draw.HeatMap(["B", "T", "B"], [("f", [0.04, -0.26, double.NaN]), ("C", [1, -0.04, 2.5])], Finding, "title", "symbol").Traces().Single();

        Assert.Equal("""[["0.0","−0.3",""],["1.0","0.0","2.5"]]""", Readable(map["text"]!));
        Assert.Equal([0.04, -0.26, null, 1, -0.04, 2.5], map["z"]!.AsArray().SelectMany(row => row!.AsArray()).Select(cell => cell?.GetValue<double>()));
    }

    [Fact]
    public void HeatMap_KeepsColumnsOfTheSameNameApart()
    {
        var figure = Draw.HeatMap(["B", "T", "B"], [("f", [0, 0.5, 1])], Finding, "title", "symbol").Json();

        Assert.Equal(["B", "T", "B"], figure["layout"]!["xaxis"]!["ticktext"]!.AsArray().Select(label => label!.GetValue<string>()));
        Assert.Equal(3, figure["data"]![0]!["x"]!.AsArray().Count);
        Assert.Equal(2, PlotlySvg.Render(figure).Split(">B<").Length - 1);
    }

    [Fact]
    public void HeatMap_RefusesARowOfAnotherLength()
    {
        var error = Assert.Throws<ArgumentException>(() => Draw.HeatMap(["B", "T"], [("f", [0.1])], Finding, "title", "symbol"));

        Assert.Contains("'f' has 1 values where 2 are needed", error.Message);
    }

    [Fact]
    public void HeatMap_RefusesTwoRowsOfOneName()
    {
        var error = Assert.Throws<ArgumentException>(() => Draw.HeatMap(["B"], [("C", [0.1]), ("f", [0.2]), ("C", [0.3])], Finding, "title", "symbol"));

        Assert.Contains("2 rows are called 'C'", error.Message);
    }

    [Fact]
    public void Points_HaveNoLine() =>
        Assert.All(Draw.Points([("a", [1, 2], [3, 4])], Finding, "title", "x", "y").Traces(), trace => Assert.Equal("markers", trace["mode"]!.GetValue<string>()));

    private static string Readable(JsonNode node) => System.Text.RegularExpressions.Regex.Unescape(node.ToJsonString());
}
