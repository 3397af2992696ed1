using System.Numerics;
using System.Text.Json.Nodes;
using Plotly.NET;
using Scripting.Charts;

namespace Figures.Tests;

public class GradientFiguresTests
{
    private static readonly (double X, double Y)[] s_way = [(0, 0), (0.5, 1)];

    [Fact]
    public void ComplexPlane_MovesBothPartsAndTheFinding()
    {
        var figure = Plane(1).Json();
        var args = figure["layout"]!["sliders"]![0]!["steps"]![0]!["args"]!.AsArray();

        Assert.Equal(["a", "b", "unit circle"], figure["data"]!.AsArray().Select(trace => (string?)trace!["name"]));
        Assert.Equal([0.0], figure["data"]![0]!.AsObject().Numbers("x"));
        Assert.Equal([2.0], figure["data"]![0]!.AsObject().Numbers("y"));
        Assert.Equal(1, (double)args[0]!["x"]![0]![0]!);
        Assert.Equal("First.", (string?)args[1]!["annotations[0].text"]);
        Assert.True((double)figure["layout"]!["yaxis"]!["range"]![1]! > 2);
    }

    [Fact]
    public void ComplexPlane_RefusesWhatDoesNotFit()
    {
        Assert.Throws<ArgumentOutOfRangeException>("start", () => Plane(2));
        Assert.Throws<ArgumentException>("frames", () => Draw.ComplexPlane("k = ", [("1", [[Complex.One]], "First.")], ["a", "b"], "title"));
    }

    [Fact]
    public void LossMap_ShowsOneFrameAtATime()
    {
        var figure = Map(1).Json();
        bool[] Visible() => [.. figure["data"]!.AsArray().Select(trace => (bool)trace!["visible"]!)];
        var step = figure["layout"]!["sliders"]![0]!["steps"]![0]!["args"]![0]!["visible"]!.AsArray();

        Assert.Equal([false, false, false, true, true, true], Visible());
        Assert.Equal([true, true, true, false, false, false], step.Select(flag => (bool)flag!));
        Assert.Equal([-4.0, -1.5, 0, 0], figure["data"]![0]!["z"]!.AsArray().SelectMany(row => row!.AsArray()).Select(z => (double)z!));
        Assert.Contains("<image", PlotlySvg.Render(figure), StringComparison.Ordinal);
    }

    [Fact]
    public void LossMap_RefusesARowOfAnotherLength() =>
        Assert.Throws<ArgumentException>("frames", () => Draw.LossMap("T = ", [("1", [new double[] { 1 }], [s_way], "First.")], ["a"], [0, 1], [0, 1], "title", "x", "y"));

    [Fact]
    public void LogHistogram_CountsByFactors()
    {
        var traces = Draw.LogHistogram([("before", [1, 1.01, 10, 100]), ("after", [1, 1, 1, 1])], "Found.", "title", "x", "y", perDecade: 1).Traces();

        Assert.Equal([0.1, 1, 10, 100, 1000], traces[0].Numbers("x"));
        Assert.Equal([0.0, 2, 1, 1, 0], traces[0].Numbers("y"));
        Assert.Equal([0.0, 4, 0, 0, 0], traces[1].Numbers("y"));
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(double.PositiveInfinity)]
    public void LogHistogram_RefusesWhatHasNoPlace(double value) =>
        Assert.Contains("'a'", Assert.Throws<ArgumentException>(() => Draw.LogHistogram([("a", [1, value])], "Found.", "title", "x", "y")).Message, StringComparison.Ordinal);

    [Fact]
    public void SolvedGrid_PutsLengthsAtEqualFactorsAndTheCurveAmongThem()
    {
        var figure = Grid([20, 40, 80]).Json();

        Assert.Equal([20.0, 40, 80], figure["data"]![0]!.AsObject().Numbers("y").Select(place => Math.Round(Math.Pow(2, place!.Value), 2)));
        Assert.Equal([40.0, null], figure["data"]![1]!.AsObject().Numbers("y").Select(place => place is double p ? Math.Round(Math.Pow(2, p), 2) : (double?)null));
        Assert.Equal("0/1", (string?)figure["data"]![0]!["text"]![0]![1]);
        Assert.Contains(">2/1<", PlotlySvg.Render(figure), StringComparison.Ordinal);
    }

    [Fact]
    public void SolvedGrid_RefusesLengthsThatDoNotAscend() =>
        Assert.Throws<ArgumentException>("lengths", () => Grid([40, 20]));

    private static GenericChart Plane(int start) =>
        Draw.ComplexPlane("k = ", [("1", [[Complex.One], [Complex.Zero]], "First."), ("2", [[new Complex(0, 2)], [Complex.Zero]], "Second.")], ["a", "b"], "title", start);

    private static GenericChart Map(int start)
    {
        (string, IReadOnlyList<double>[], (double, double)[][], string) Frame(string value) => (value, [new double[] { -9, -1.5 }, new double[] { 0, 1 }], [s_way, s_way], $"Frame {value}.");
        return Draw.LossMap("T = ", [Frame("1"), Frame("2")], ["a", "b"], [0, 1], [0, 1], "title", "x", "y", start);
    }

    private static GenericChart Grid(int[] lengths) =>
        Draw.SolvedGrid(["0", "1"], lengths, (row, column) => ($"{row}/{column}", 0.5), ("curve", [40, double.NaN]), "Found.", "title", "x", "y");
}
