using System.Text.Json.Nodes;
using Plotly.NET;
using Scripting.Charts;

namespace Figures.Tests;

/// <summary>What a reader sees after moving sliders and pressing buttons, worked out as the chart library does it.</summary>
public class CellSlidersTests
{
    private const string Finding = "What is to be seen here.";
    private const double Before = 0.8;
    private const double Candidate = 0.6;

    private static readonly double[] s_positions = [0, 0.25, 0.5, 0.75, 1];

    private static readonly GateSetting[] s_settings =
        [new("all open", 1, 1, 1), new("hold", 1, 0, 1), new("overwrite", 0, 1, 1), new("hide", 1, 0, 0)];

    private static GenericChart Chart() => Draw.CellSliders(Before, Candidate, s_positions, s_settings, Finding);

    [Fact]
    public void Sliders_InAnyOrderShowTheStepOfTheGatesThatTheyStandAt()
    {
        foreach (var (f, i, o) in new[] { (0, 0, 0), (2, 1, 3), (4, 3, 1), (1, 4, 4) })
        {
            var figure = Chart().Json();
            foreach (var (slider, place) in new[] { (2, o), (0, f), (1, i) })
            {
                Apply(figure, figure["layout"]!["sliders"]![slider]!["steps"]![place]!);
            }

            AssertShows(figure, s_positions[f], s_positions[i], s_positions[o]);
        }
    }

    [Fact]
    public void Buttons_SetAllGatesAndTheirSliders()
    {
        var figure = Chart().Json();
        AssertShows(figure, 1, 1, 1);
        for (var k = 0; k < s_settings.Length; k++)
        {
            Apply(figure, figure["layout"]!["updatemenus"]![0]!["buttons"]![k]!);

            AssertShows(figure, s_settings[k].Forget, s_settings[k].Input, s_settings[k].Output);
            Assert.Equal(
                new[] { s_settings[k].Forget, s_settings[k].Input, s_settings[k].Output },
                figure["layout"]!["sliders"]!.AsArray().Select(slider => s_positions[slider!["active"]!.GetValue<int>()]));
        }
    }

    [Fact]
    public void Picture_LeavesOutTheRoomOfTheSliders()
    {
        var figure = Chart().Json();
        var (height, room) = (figure["layout"]!["height"]!.GetValue<double>(), figure["layout"]!["meta"]!["controls"]!.GetValue<double>());

        Assert.True(room > 100);
        Assert.Contains($"height=\"{height - room}\"", PlotlySvg.Render(figure), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-0.1, 0.5, "before")]
    [InlineData(double.NaN, 0.5, "before")]
    [InlineData(0.5, -0.1, "candidate")]
    [InlineData(0.5, 1.1, "candidate")]
    public void Cell_ThatCannotBeStackedIsRefused(double before, double candidate, string parameter) =>
        Assert.Throws<ArgumentOutOfRangeException>(parameter, () => Draw.CellSliders(before, candidate, s_positions, s_settings, Finding));

    [Fact]
    public void Setting_BetweenThePositionsIsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() => Draw.CellSliders(Before, Candidate, s_positions, [new("half", 0.3, 1, 1)], Finding));

        Assert.Contains("A gate of 'half' stands at 0.3; the positions are 0, 0.25, 0.5, 0.75, 1.", error.Message);
    }

    // A step's arguments: changes of traces, changes of the layout, and the traces they are for.
    private static void Apply(JsonObject figure, JsonNode step)
    {
        Assert.Equal("update", step["method"]!.GetValue<string>());
        var traces = step["args"]![2]!.AsArray().Select(trace => trace!.GetValue<int>()).ToArray();
        foreach (var (name, values) in step["args"]![0]!.AsObject())
        {
            Assert.Equal(traces.Length, values!.AsArray().Count);
            for (var k = 0; k < traces.Length; k++)
            {
                figure["data"]![traces[k]]![name] = values[k]!.DeepClone();
            }
        }

        foreach (var (path, value) in step["args"]![1]!.AsObject())
        {
            var parts = path.Split('.', '[').Select(part => part.TrimEnd(']')).ToArray();
            var parent = parts[..^1].Aggregate(figure["layout"]!, (node, part) => int.TryParse(part, out var index) ? node[index]! : node[part]!);
            parent[parts[^1]] = value!.DeepClone();
        }
    }

    private static void AssertShows(JsonObject figure, double f, double i, double o)
    {
        var seen = figure["data"]!.AsArray().Select(trace => trace!.AsObject()).Where(trace => trace["visible"]!.GetValue<bool>()).ToArray();
        Assert.Equal(["before", "offered", "kept", "written", "shown"], seen.Select(trace => trace["name"]!.GetValue<string>()));
        Assert.Equal([Before, Candidate, f * Before, i * Candidate], seen[..4].Select(trace => trace.Numbers("y").Single()!.Value), Near);
        var (from, to) = (figure["layout"]!["xaxis2"]!["range"]![0]!.GetValue<double>(), figure["layout"]!["xaxis2"]!["range"]![1]!.GetValue<double>());
        var inWindow = seen[4].Numbers("x").Zip(seen[4].Numbers("y")).Where(bar => bar.First > from && bar.First < to).Select(bar => bar.Second!.Value);
        var inside = Math.Tanh((f * Before) + (i * Candidate));
        Assert.Equal([inside, o * inside], inWindow, Near);
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-4;
}
