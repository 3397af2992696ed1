using Plotly.NET;
using Scripting.Charts;

namespace Figures.Tests;

public class DrawTests
{
    private const string Finding = "What is to be seen here.";

    private static readonly Series s_sunspots = Series.Load("sunspots");

    private static readonly double[] s_curve = [1, 0.5, 0.25, 0.125];

    public static TheoryData<string> Names => new(Figures().Keys);

    private static Dictionary<string, Func<GenericChart>> Figures() => new()
    {
        ["lines"] = () => Draw.Lines([("a", s_curve, s_curve), ("b", s_curve, s_curve)], Finding, "title", "x", "y", markers: 3),
        ["losses"] = () => Draw.LossCurves([("RNN", s_curve), ("LSTM", s_curve)], Finding),
        ["lags"] = () => Draw.GradientByLag([("tanh", s_curve), ("LSTM", s_curve)], Finding, [("0.9<sup>k</sup>", s_curve), ("0.8<sup>k</sup>", s_curve), ("0.7<sup>k</sup>", s_curve)]),
        ["contributions"] = () => Draw.ContributionsByLag([("tanh", s_curve), ("LSTM", s_curve)], Finding),
        ["steps"] = () => Draw.ErrorAgainstEpsilon([1e-1, 1e-2, 1e-3, 1e-4], [("float32", s_curve), ("float64", s_curve)], Finding),
        ["blocks"] = () => Draw.BlockErrors([("RNN", "kernel", 1e-9), ("RNN", "bias", 1e-3)], Finding),
        ["series"] = () => Draw.SeriesPlot(s_sunspots, Finding),
        ["forecast"] = () => Draw.Forecast(s_sunspots, [("last value", Baselines.LastValue(s_sunspots)), ("mean", Baselines.TrainingMean(s_sunspots))], Finding, last: 120),
        ["heat map"] = () => Draw.HeatMap(["B", "T", "B"], [("f 1", [0, 0.5, 1]), ("f 2", [1, 0.25, double.NaN])], Finding, "title", "symbol"),
        ["points"] = () => Draw.Points([("a", s_curve, s_curve), ("b", s_curve, s_curve)], Finding, "title", "x", "y"),
        ["cell"] = () => Draw.CellSliders(0.8, 0.6, [0, 0.5, 1], [new("open", 1, 1, 1), new("hold", 1, 0, 1)], Finding),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Figure_CarriesItsFindingAsDescriptionAndAsCaption(string name)
    {
        var layout = Figures()[name]().Json()["layout"]!;

        Assert.Equal(Finding, layout["meta"]!["description"]!.GetValue<string>());
        var caption = layout["annotations"]!.AsArray().Single(note => note!["name"]?.GetValue<string>() == "finding")!;
        Assert.Equal(Finding, caption["text"]!.GetValue<string>());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Figure_HasNoTemplateNoBackgroundAndNoUpload(string name)
    {
        var json = Figures()[name]().Json();

        Assert.Null(json["layout"]!["template"]);
        Assert.Equal("rgba(0,0,0,0)", json["layout"]!["paper_bgcolor"]!.GetValue<string>());
        Assert.Equal("rgba(0,0,0,0)", json["layout"]!["plot_bgcolor"]!.GetValue<string>());
        Assert.False(json["config"]!["displaylogo"]!.GetValue<bool>());
        Assert.DoesNotContain("sendDataToCloud", json["config"]!.ToJsonString());
        Assert.Contains("sendChartToCloud", json["config"]!["modeBarButtonsToRemove"]!.AsArray().Select(button => button!.GetValue<string>()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Figure_TellsItsCurvesApartWithoutColour(string name)
    {
        var looks = Figures()[name]().Traces().Where(trace => trace["line"] is not null && trace["showlegend"] is null)
            .Select(trace => (trace["line"]!["dash"]!.GetValue<string>(), trace["marker"]?["symbol"]?.GetValue<string>(), trace["line"]!["width"]!.GetValue<double>()))
            .ToArray();

        Assert.Equal(looks.Length, looks.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Figure_HasASmallStaticPictureOfAllItsTraces(string name)
    {
        var json = Figures()[name]().Json();

        Assert.Empty(PlotlySvg.UnsupportedTraces(json));
        var svg = PlotlySvg.Render(json);
        Assert.Contains($"<desc>{Finding}</desc>", svg, StringComparison.Ordinal);
        Assert.InRange(svg.Length, 2_000, 20_000);
        Assert.InRange(json.ToJsonString().Length, 1_000, 17_000);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Figure_IsTheSameEachTime(string name) => Assert.Equal(GenericChart.toJson(Figures()[name]()), GenericChart.toJson(Figures()[name]()));

    [Fact]
    public void Figure_WithoutAFindingIsRefused() => Assert.Throws<ArgumentException>(() => Draw.LossCurves([("a", s_curve)], " "));

    [Fact]
    public void Figure_WithoutCurvesIsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => Draw.LossCurves(Array.Empty<(string, IReadOnlyList<double>)>(), Finding));

        Assert.Equal("curves", error.ParamName);
    }

    [Fact]
    public void Lines_OfUnequalLengthAreRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => Draw.Lines([("short", [1, 2, 3], [1, 2])], Finding, "title", "x", "y"));

        Assert.Contains("'short' has 2 values where 3 are needed", error.Message);
    }

    [Fact]
    public void Lines_TurnWhatCannotBeShownIntoGaps()
    {
        var trace = Draw.Lines([("a", [1, 2, 3, 4], [1, double.NaN, 0, 4])], Finding, "title", "x", "y", logY: true).Traces().Single();

        Assert.Equal([1, null, null, 4], trace.Numbers("y"));
    }

    [Fact]
    public void Lines_AtUnevenPlacesCarryEachOfThem()
    {
        var trace = Draw.Lines([("a", [1, 2, 4], [1, 2, 3])], Finding, "title", "x", "y").Traces().Single();

        Assert.Equal([1, 2, 4], trace.Numbers("x"));
        Assert.Null(trace["x0"]);
    }

    [Fact]
    public void Lines_KeepFiveDigits()
    {
        var trace = Draw.Lines([("a", [1, 2, 3], [0.123456789, 123456.789, -1.23456789e-20])], Finding, "title", "x", "y").Traces().Single();

        Assert.Equal([0.12346, 123457, -1.2346e-20], trace.Numbers("y"));
    }

    [Fact]
    public void LongFinding_IsWrappedInTheCaptionAlone()
    {
        var finding = string.Join(' ', Enumerable.Repeat("word", 60));
        var layout = Draw.LossCurves([("a", s_curve)], finding).Json()["layout"]!;

        Assert.Equal(finding, layout["meta"]!["description"]!.GetValue<string>());
        var caption = layout["annotations"]![0]!["text"]!.GetValue<string>();
        Assert.All(caption.Split("<br>"), line => Assert.InRange(line.Length, 1, 100));
        Assert.Equal(finding, caption.Replace("<br>", " ", StringComparison.Ordinal));
    }

    [Fact]
    public void LossCurves_CountEpochsFromOne()
    {
        var trace = Draw.LossCurves([("a", s_curve)], Finding).Traces().Single();

        Assert.Equal(1, trace["x0"]!.GetValue<double>());
        Assert.Equal(1, trace["dx"]!.GetValue<double>());
        Assert.Equal([1, 0.5, 0.25, 0.125], trace.Numbers("y"));
    }

    [Fact]
    public void GradientByLag_CutsWhatLiesTooLow()
    {
        var trace = Draw.GradientByLag([("a", [0, -20, -50, double.NegativeInfinity])], Finding, lowest: -40).Traces().Single();

        Assert.Equal([0, -20, null, null], trace.Numbers("y"));
        Assert.Equal(0, trace["x0"]!.GetValue<double>());
        Assert.Equal(1, trace["dx"]!.GetValue<double>());
    }

    [Fact]
    public void BlockErrors_WriteTheExponentAndMarkWhatIsTooLarge()
    {
        var map = Draw.BlockErrors([("RNN", "kernel", 1e-9), ("RNN", "bias", 3e-3), ("LSTM", "kernel", double.PositiveInfinity)], Finding).Traces().Single();

        Assert.Equal("""[[-9,-2.5],[0,null]]""", map["z"]!.ToJsonString().Replace(".0", "", StringComparison.Ordinal));
        Assert.Equal("−9.0", map["text"]![0]![0]!.GetValue<string>());
        Assert.Equal("−2.5 ✗", map["text"]![0]![1]!.GetValue<string>());
        Assert.Equal("not finite ✗", map["text"]![1]![0]!.GetValue<string>());
        Assert.Equal("", map["text"]![1]![1]!.GetValue<string>());
    }

    [Fact]
    public void BlockErrors_RefuseABlockGivenTwice() =>
        Assert.Throws<ArgumentException>(() => Draw.BlockErrors([("RNN", "kernel", 1e-9), ("RNN", "kernel", 1e-8)], Finding));

    [Fact]
    public void Forecast_ShowsResidualsOfTheLastRows()
    {
        var chart = Draw.Forecast(s_sunspots, [("last value", Baselines.LastValue(s_sunspots))], Finding, last: 3);
        var (actual, predicted, residual) = (chart.Traces()[0].Numbers("y"), chart.Traces()[1].Numbers("y"), chart.Traces()[2].Numbers("y"));

        Assert.Equal(s_sunspots.Values.TakeLast(3).Select(value => (double?)value), actual);
        Assert.Equal(s_sunspots.Values.SkipLast(1).TakeLast(3).Select(value => (double?)value), predicted);
        Assert.Equal(predicted.Zip(actual, (p, a) => p - a), residual, (a, b) => Math.Abs(a!.Value - b!.Value) < 1e-3);
        Assert.Equal("1983-10-15T00:00", chart.Traces()[0]["x0"]!.GetValue<string>());
    }

    [Fact]
    public void Forecast_RefusesAPredictionThatIsTooShort()
    {
        var error = Assert.Throws<ArgumentException>(() => Draw.Forecast(s_sunspots, [("brief", [1, 2])], Finding, last: 5));

        Assert.Contains("'brief' has 2 values", error.Message);
    }
}
