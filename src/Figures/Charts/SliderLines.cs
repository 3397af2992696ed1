using Plotly.NET;

namespace Figures;

public static partial class Draw
{
    private const int ControlRoom = 105;

    /// <summary>
    /// Curves that a slider changes. Every place of the slider is computed beforehand and travels with the figure, so it moves without a
    /// kernel; axes stay as they are, so that places can be compared.
    /// </summary>
    /// <param name="slider">What the slider sets, as it stands before its value: "w = ".</param>
    /// <param name="frames">For each place of the slider its value, the values of each curve, and what it shows, in a sentence.</param>
    /// <param name="curves">The names of the curves, as many as each frame has.</param>
    /// <param name="x">Places on the horizontal axis, the same for all.</param>
    /// <param name="title">The figure's title.</param>
    /// <param name="xTitle">Title of the horizontal axis.</param>
    /// <param name="yTitle">Title of the vertical axis.</param>
    /// <param name="start">Number of the frame that is shown at first, from 0, and in the static picture.</param>
    /// <param name="beside">Name and values of lines that stay, drawn thin and grey.</param>
    /// <param name="logY">Whether the vertical axis is logarithmic; values of zero and below are then gaps.</param>
    /// <exception cref="ArgumentException">There is no frame or no curve, or a list has another length than it should.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No frame has the number <paramref name="start"/>.</exception>
    public static GenericChart SliderLines(
        string slider,
        (string Value, IReadOnlyList<double>[] Curves, string Finding)[] frames,
        string[] curves,
        IReadOnlyList<double> x,
        string title,
        string xTitle,
        string yTitle,
        int start = 0,
        (string Name, IReadOnlyList<double> Values)[]? beside = null,
        bool logY = false)
    {
        Require.Some(frames, nameof(frames));
        Require.Some(curves, nameof(curves));
        CheckFrames(frames, curves, x, beside ?? []);
        Require.Frame(start, frames.Length, nameof(start));
        IReadOnlyList<double>[] all = [.. frames.SelectMany(frame => frame.Curves), .. (beside ?? []).Select(line => line.Values)];
        var kept = Thinning.Common(x, all, logY);
        var places = Thinning.At(x, kept);
        double[] Shown(IReadOnlyList<double> values) => logY ? Positive(Thinning.At(values, kept)) : [.. Thinning.At(values, kept)];
        var moving = curves.Select((name, i) => Curve(name, places, Shown(frames[start].Curves[i]), i, markers: 12));
        var still = (beside ?? []).Select((line, i) => Look.Trace("scatter", new Map(Places(places))
        {
            ["mode"] = "lines",
            ["name"] = line.Name,
            ["y"] = Look.Numbers(Shown(line.Values)),
            ["line"] = Look.ThinLine(i),
        }));
        var (horizontal, vertical) = (Look.Axis(xTitle), Look.Axis(yTitle, logY ? "log" : "linear"));
        vertical["range"] = RangeOf(all.SelectMany(Shown), logY);
        var axes = Axes(horizontal, vertical);
        axes["sliders"] = new[] { Control(slider, [.. frames.Select(frame => Step(frame.Value, frame.Curves.Select(Shown), frame.Finding))], start) };
        return Look.Chart([.. moving, .. still], title, frames[start].Finding, axes, controls: ControlRoom);
    }

    private static void CheckFrames(
        (string Value, IReadOnlyList<double>[] Curves, string Finding)[] frames, string[] curves, IReadOnlyList<double> x, (string Name, IReadOnlyList<double> Values)[] beside)
    {
        foreach (var (value, values, finding) in frames)
        {
            ArgumentException.ThrowIfNullOrWhiteSpace(finding, nameof(frames));
            if (Look.Wrap(finding).Split("<br>").Length > 2)
            {
                throw new ArgumentException($"The finding of the frame '{value}' takes more than two lines: {finding}", nameof(frames));
            }

            if (values.Length != curves.Length)
            {
                throw new ArgumentException($"The frame '{value}' has {values.Length} curves where {curves.Length} are named.", nameof(frames));
            }

            foreach (var curve in values)
            {
                Require.SameLength(value, x.Count, curve.Count, nameof(frames));
            }
        }

        foreach (var (name, values) in beside)
        {
            Require.SameLength(name, x.Count, values.Count, nameof(beside));
        }
    }

    // A step changes the moving curves, which are the first traces, and the finding, which is the only annotation.
    private static Map Step(string value, IEnumerable<double[]> curves, string finding)
    {
        double?[][] values = [.. curves.Select(curve => Look.Numbers(curve))];
        return new Map
        {
            ["label"] = value,
            ["method"] = "update",
            ["args"] = new object[]
            {
                new Map { ["y"] = values },
                new Map { ["annotations[0].text"] = Look.Wrap(finding) },
                Enumerable.Range(0, values.Length).ToArray(),
            },
        };
    }

    private static Map Control(string prefix, Map[] steps, int start) => new()
    {
        ["active"] = start,
        ["pad"] = new Map { ["t"] = Look.ControlsTop },
        ["currentvalue"] = new Map { ["prefix"] = prefix, ["font"] = new Map { ["size"] = 14 } },
        ["bgcolor"] = Look.Grid,
        ["bordercolor"] = Look.Ink,
        ["tickcolor"] = Look.Ink,
        ["steps"] = steps,
    };

    private static double[] RangeOf(IEnumerable<double> values, bool isLog)
    {
        double[] finite = [.. values.Where(double.IsFinite).Select(value => isLog ? Math.Log10(value) : value)];
        if (finite.Length == 0)
        {
            return [0, 1];
        }

        var room = Math.Max(0.05 * (finite.Max() - finite.Min()), 1e-9);
        return [Math.Round(finite.Min() - room, 4), Math.Round(finite.Max() + room, 4)];
    }
}
