using System.Text.Json.Nodes;
using Plotly.NET;

namespace Figures.Tests;

public class SliderLinesTests
{
    private static readonly double[] s_x = [0, 1, 2];

    private static GenericChart Chart(int start = 0, bool logY = false, string finding = "It grows.", params double[][] values) => Draw.SliderLines(
        "w = ", [.. values.Select((curve, i) => ($"{i}", new IReadOnlyList<double>[] { curve }, $"{finding} {i}"))], ["w^k"], s_x, "Title", "k", "w^k", start, [("one", [1, 1, 1])], logY);

    [Fact]
    public void Steps_CarryTheCurveAndTheFindingOfTheirFrame()
    {
        var layout = Chart(1, false, "It grows.", [1, 2, 4], [1, 3, 9]).Json()["layout"]!;
        var slider = layout["sliders"]![0]!;
        var args = slider["steps"]![1]!["args"]!.AsArray();

        Assert.Equal(1, (int)slider["active"]!);
        Assert.Equal("[[1,3,9]]", args[0]!["y"]!.ToJsonString().Replace(".0", "", StringComparison.Ordinal));
        Assert.Equal("It grows. 1", (string?)args[1]!["annotations[0].text"]);
        Assert.Equal("[0]", args[2]!.ToJsonString());
        Assert.Equal("It grows. 1", (string?)layout["annotations"]![0]!["text"]);
    }

    [Fact]
    public void Chart_ShowsTheFrameItStartsWithAndTheLinesThatStay()
    {
        var traces = Chart(1, false, "It grows.", [1, 2, 4], [1, 3, 9]).Traces();

        Assert.Equal([1.0, 3, 9], traces[0].Numbers("y"));
        Assert.Equal([1.0, 1, 1], traces[1].Numbers("y"));
    }

    [Fact]
    public void Range_HoldsAllFrames()
    {
        double[] Range(bool log) => [.. Chart(0, log, "It grows.", [1, 2, 4], [0.01, 3, 100]).Json()["layout"]!["yaxis"]!["range"]!.AsArray().Select(end => (double)end!)];

        Assert.True(Range(false) is [< 0.01, > 100]);
        Assert.True(Range(true) is [< -2 and > -3, > 2 and < 3]);
    }

    [Fact]
    public void Chart_RefusesWhatDoesNotFit()
    {
        Assert.Contains("'0' has 2 values where 3", Assert.Throws<ArgumentException>(() => Chart(0, false, "It grows.", [1, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("0 to 0", Assert.Throws<ArgumentOutOfRangeException>(() => Chart(1, false, "It grows.", [1, 2, 4])).Message, StringComparison.Ordinal);
        Assert.Contains("more than two lines", Assert.Throws<ArgumentException>(() => Chart(0, false, string.Concat(Enumerable.Repeat("It grows. ", 30)), [1, 2, 4])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Chart());
    }
}
