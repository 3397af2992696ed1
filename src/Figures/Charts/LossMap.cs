using Plotly.NET;

namespace Figures;

public static partial class Draw
{
    /// <summary>A loss over two weights as a map of colours, with the paths of descents on it, changed by a slider over precomputed frames.</summary>
    /// <param name="slider">What the slider sets, as it stands before its value: "T = ".</param>
    /// <param name="frames">For each place of the slider its value, log10 of the loss (a row for each y), the paths, and what it shows, in a sentence.</param>
    /// <param name="paths">The names of the paths, as many as each frame has.</param>
    /// <param name="x">The places of the columns.</param>
    /// <param name="y">The places of the rows.</param>
    /// <param name="title">The figure's title.</param>
    /// <param name="xTitle">Title of the horizontal axis.</param>
    /// <param name="yTitle">Title of the vertical axis.</param>
    /// <param name="start">Number of the frame that is shown at first, from 0, and in the static picture.</param>
    /// <param name="lowest">log10 of the loss that has the darkest colour; anything lower has it too.</param>
    /// <exception cref="ArgumentException">There is no frame or no path, or a list has another length than it should.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No frame has the number <paramref name="start"/>.</exception>
    public static GenericChart LossMap(
        string slider,
        (string Value, IReadOnlyList<double>[] Log10Loss, (double X, double Y)[][] Paths, string Finding)[] frames,
        string[] paths,
        IReadOnlyList<double> x,
        IReadOnlyList<double> y,
        string title,
        string xTitle,
        string yTitle,
        int start = 0,
        double lowest = -4)
    {
        Require.Some(frames, nameof(frames));
        Require.Some(paths, nameof(paths));
        Require.Frame(start, frames.Length, nameof(start));
        foreach (var frame in frames)
        {
            Require.SameLength(frame.Value, y.Count, frame.Log10Loss.Length, nameof(frames));
            Require.SameLength(frame.Value, paths.Length, frame.Paths.Length, nameof(frames));
            Array.ForEach(frame.Log10Loss, row => Require.SameLength(frame.Value, x.Count, row.Count, nameof(frames)));
        }

        var traces = frames.SelectMany((frame, f) => FrameTraces(frame.Log10Loss, frame.Paths, paths, x, y, lowest, f == start));
        var (horizontal, vertical) = (Look.Axis(xTitle), Look.Axis(yTitle));
        (horizontal["range"], vertical["range"]) = (new[] { x[0], x[^1] }, new[] { y[0], y[^1] });
        horizontal["showgrid"] = horizontal["zeroline"] = vertical["showgrid"] = vertical["zeroline"] = false;
        var axes = Axes(horizontal, vertical);
        axes["sliders"] = new[] { Control(slider, [.. frames.Select((frame, f) => VisibleStep(frame.Value, frame.Finding, f, frames.Length, paths.Length + 1))], start) };
        return Look.Chart([.. traces], title, frames[start].Finding, axes, 480, controls: ControlRoom);
    }

    // Each frame has traces of its own, of which the slider shows those of one frame.
    private static IEnumerable<Trace> FrameTraces(
        IReadOnlyList<double>[] log10Loss, (double X, double Y)[][] ways, string[] paths, IReadOnlyList<double> x, IReadOnlyList<double> y, double lowest, bool isFirst)
    {
        yield return Look.Trace("heatmap", new Map
        {
            ["x"] = Look.Numbers(x),
            ["y"] = Look.Numbers(y),
            ["z"] = Heights(log10Loss, lowest),
            ["zmin"] = lowest,
            ["zmax"] = 0,
            ["visible"] = isFirst,
            ["colorscale"] = "Cividis",
            ["name"] = "loss",
            ["hovertemplate"] = "loss 10<sup>%{z}</sup><extra></extra>",
            ["colorbar"] = new Map { ["thickness"] = 14, ["title"] = new Map { ["text"] = "log<sub>10</sub><br>loss" } },
        });
        for (var i = 0; i < paths.Length; i++)
        {
            var line = new Map
            {
                ["mode"] = "lines+markers",
                ["name"] = paths[i],
                ["visible"] = isFirst,
                ["x"] = Look.Numbers(ways[i].Select(place => place.X)),
                ["y"] = Look.Numbers(ways[i].Select(place => place.Y)),
                ["line"] = new Map(Look.Line(i)) { ["color"] = PathColour(i) },
                ["marker"] = new Map(Look.Marker(i)) { ["color"] = PathColour(i), ["size"] = 6 },
            };
            if (!isFirst)
            {
                line["showlegend"] = true;      // so that room is left for one frame's names only
            }

            yield return Look.Trace("scatter", line);
        }
    }

    // Seen on every shade of the map, and in the legend on a white and on a dark page.
    private static string PathColour(int path) => path % 2 == 0 ? "#ff3b30" : "#00b0f0";

    private static double?[][] Heights(IReadOnlyList<double>[] rows, double lowest) =>
        [.. rows.Select(row => row.Select(value => Look.Number(Math.Round(double.IsNaN(value) ? value : Math.Clamp(value, lowest, 0), 2))).ToArray())];

    private static Map VisibleStep(string value, string finding, int frame, int frames, int tracesPerFrame) => new()
    {
        ["label"] = value,
        ["method"] = "update",
        ["args"] = new object[]
        {
            new Map { ["visible"] = Enumerable.Range(0, frames * tracesPerFrame).Select(trace => trace / tracesPerFrame == frame).ToArray() },
            new Map { ["annotations[0].text"] = Look.Wrap(finding) },
        },
    };
}
