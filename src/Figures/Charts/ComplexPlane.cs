using System.Numerics;
using Plotly.NET;

namespace Figures;

public static partial class Draw
{
    // Width over height of the plot in the static picture, so that the circle is one there too.
    private const double PlaneShape = 1.43;

    /// <summary>Groups of numbers on the complex plane beside the unit circle, changed by a slider over precomputed frames.</summary>
    /// <param name="slider">What the slider sets, as it stands before its value: "k = ".</param>
    /// <param name="frames">For each place of the slider its value, the numbers of each group, and what it shows, in a sentence.</param>
    /// <param name="groups">The names of the groups, as many as each frame has.</param>
    /// <param name="title">The figure's title.</param>
    /// <param name="start">Number of the frame that is shown at first, from 0, and in the static picture.</param>
    /// <exception cref="ArgumentException">There is no frame or no group, or a frame has another number of groups.</exception>
    /// <exception cref="ArgumentOutOfRangeException">No frame has the number <paramref name="start"/>.</exception>
    public static GenericChart ComplexPlane(
        string slider, (string Value, Complex[][] Groups, string Finding)[] frames, string[] groups, string title, int start = 0)
    {
        Require.Some(frames, nameof(frames));
        Require.Some(groups, nameof(groups));
        Require.Frame(start, frames.Length, nameof(start));
        foreach (var frame in frames)
        {
            Require.SameLength(frame.Value, groups.Length, frame.Groups.Length, nameof(frames));
        }

        var shown = groups.Select((name, i) => Look.Trace("scatter", new Map
        {
            ["mode"] = "markers",
            ["name"] = name,
            ["x"] = Look.Numbers(frames[start].Groups[i].Select(z => z.Real)),
            ["y"] = Look.Numbers(frames[start].Groups[i].Select(z => z.Imaginary)),
            ["marker"] = new Map(Look.Marker(i)) { ["opacity"] = 0.75 },
        }));
        var reach = 1.08 * frames.SelectMany(frame => frame.Groups).SelectMany(group => group).Select(z => z.Magnitude).Append(1).Max();
        var axes = Axes(Plane("real part", PlaneShape * reach), Plane("imaginary part", reach));
        ((Map)axes["yaxis"])["scaleanchor"] = "x";
        axes["sliders"] = new[] { Control(slider, [.. frames.Select(PlaneStep)], start) };
        return Look.Chart([.. shown, UnitCircle()], title, frames[start].Finding, axes, 560, controls: ControlRoom);
    }

    private static Trace UnitCircle() => Look.Trace("scatter", new Map
    {
        ["mode"] = "lines",
        ["name"] = "unit circle",
        ["x"] = Look.Numbers(Enumerable.Range(0, 61).Select(k => Math.Cos(k * Math.PI / 30))),
        ["y"] = Look.Numbers(Enumerable.Range(0, 61).Select(k => Math.Sin(k * Math.PI / 30))),
        ["line"] = Look.ThinLine(0),
    });

    private static Map Plane(string title, double reach)
    {
        var axis = Look.Axis(title);
        axis["range"] = new[] { Math.Round(-reach, 3), Math.Round(reach, 3) };
        return axis;
    }

    private static Map PlaneStep((string Value, Complex[][] Groups, string Finding) frame) => new()
    {
        ["label"] = frame.Value,
        ["method"] = "update",
        ["args"] = new object[]
        {
            new Map
            {
                ["x"] = frame.Groups.Select(group => Look.Numbers(group.Select(z => z.Real))).ToArray(),
                ["y"] = frame.Groups.Select(group => Look.Numbers(group.Select(z => z.Imaginary))).ToArray(),
            },
            new Map { ["annotations[0].text"] = Look.Wrap(frame.Finding) },
            Enumerable.Range(0, frame.Groups.Length).ToArray(),
        },
    };
}
