using System.Globalization;
using Plotly.NET;

namespace Figures;

/// <summary>One setting of the three gates of a cell, each from 0 (shut) to 1 (open).</summary>
/// <param name="Name">What the button for it says.</param>
/// <param name="Forget">f: the share of the old cell that is kept.</param>
/// <param name="Input">i: the share of the candidate that is written.</param>
/// <param name="Output">o: the share of the cell that is shown.</param>
public sealed record GateSetting(string Name, double Forget, double Input, double Output);

public static partial class Draw
{
    private const int SliderHeight = 82;
    private const int ButtonsHeight = 46;

    /// <summary>
    /// One step of an LSTM cell as bars, with a slider for each gate and a button for each of some settings. All values are
    /// precomputed, so it works wherever the chart is shown.
    /// </summary>
    /// <param name="before">The cell before the step, at least 0, since the bars are stacked.</param>
    /// <param name="candidate">What is offered to it, from 0 to 1.</param>
    /// <param name="positions">The places of each slider, ascending in [0, 1].</param>
    /// <param name="settings">The buttons; every gate stands at one of the positions. The first is what the figure opens with.</param>
    /// <param name="finding">What the figure shows, in a sentence.</param>
    /// <param name="title">The figure's title.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cell or the candidate is out of its range.</exception>
    /// <exception cref="ArgumentException">There is no position or setting, or a setting lies between the positions.</exception>
    public static GenericChart CellSliders(
        double before,
        double candidate,
        IReadOnlyList<double> positions,
        GateSetting[] settings,
        string finding,
        string title = "One step of a cell")
    {
        if (!(before >= 0 && double.IsFinite(before)))
        {
            throw new ArgumentOutOfRangeException(nameof(before), before, "The bars are stacked; give a cell of at least 0.");
        }

        if (!(candidate is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(candidate), candidate, "The bars are stacked and a candidate is a tanh; give one from 0 to 1.");
        }

        Require.Some(positions, nameof(positions));
        Require.Some(settings, nameof(settings));
        return new CellFigure(before, candidate, positions, settings).Chart(title, finding);
    }

    // A slider knows its own place only. So each acts on something of its own, and what is seen is what all three agree on: f moves
    // the right panel to another pair of bars (and replaces the kept part), i chooses which traces are visible, o replaces heights.
    private sealed class CellFigure(double before, double candidate, IReadOnlyList<double> positions, GateSetting[] settings)
    {
        private const int Kept = 2;
        private const int Stride = 3;

        private int Count => positions.Count;

        // before, offered, kept; then for each place of i what is written; then for each what is shown
        private int[] Written => [.. Enumerable.Range(Kept + 1, Count)];

        private int[] Shown => [.. Enumerable.Range(Kept + 1 + Count, Count)];

        public GenericChart Chart(string title, string finding)
        {
            var (f, i, o) = Places(settings[0]);
            List<Trace> traces =
            [
                Bar("before", [0], [before], 7),
                Bar("offered", [1], [candidate], 5),
                Bar("kept", [2], [positions[f] * before], 0, text: [""]),
                .. positions.Select((input, k) => Bar("written", [2], [input * candidate], 1, k == i, text: [$"{Two(positions[f] * before)} kept + {Two(input * candidate)} written"])),
                .. Heights(o).Select((heights, k) => Bar("shown", [.. Enumerable.Range(0, Count).SelectMany(p => new double[] { Stride * p, (Stride * p) + 1 })], heights, 2, k == i, "x2")),
            ];
            var axes = Axes(
                Ticks([0, 1, 2], ["before<br>C<sub>t−1</sub>", "offered<br>g<sub>t</sub>", "now<br>C<sub>t</sub>"], [0, 0.6]),
                Look.Axis(null));
            (axes["yaxis"] as Map)!["range"] = new[] { 0, 1.12 * Math.Max(1, before + candidate) };
            axes["xaxis2"] = Ticks(
                [.. Enumerable.Range(0, Count).SelectMany(p => new double[] { Stride * p, (Stride * p) + 1 })],
                [.. Enumerable.Range(0, Count).SelectMany(_ => new[] { "tanh<br>C<sub>t</sub>", "shown<br>h<sub>t</sub>" })],
                [0.66, 1]);
            ((Map)axes["xaxis2"])["range"] = Window(f);
            ((Map)axes["xaxis2"])["anchor"] = "y";
            (axes["barmode"], axes["showlegend"]) = ("stack", false);
            axes["sliders"] = new[] { Slider("forget gate f", f, 0, ForgetStep), Slider("input gate i", i, 1, InputStep), Slider("output gate o", o, 2, OutputStep) };
            axes["updatemenus"] = new[] { Buttons() };
            return Look.Chart(traces, title, finding, axes, 400, controls: ButtonsHeight + (3 * SliderHeight));
        }

        private (int F, int I, int O) Places(GateSetting setting) =>
            (Place(setting, setting.Forget), Place(setting, setting.Input), Place(setting, setting.Output));

        private int Place(GateSetting setting, double gate)
        {
            var place = positions.ToList().IndexOf(gate);
            return place >= 0 ? place : throw new ArgumentException($"A gate of '{setting.Name}' stands at {gate}; the positions are {string.Join(", ", positions)}.", nameof(settings));
        }

        private static double[] Window(int f) => [(Stride * f) - 0.6, (Stride * f) + 1.6];

        // for each place of i, tanh C and h for each place of f
        private double[][] Heights(int o) => [.. positions.Select(i => positions.SelectMany(f =>
        {
            var inside = Math.Tanh((f * before) + (i * candidate));
            return new[] { inside, positions[o] * inside };
        }).ToArray())];

        private bool[] Visible(int i) => [.. Enumerable.Range(0, 2 * Count).Select(k => k % Count == i)];

        private object[] ForgetStep(int f) =>
            [new Map { ["y"] = new[] { Look.Numbers([positions[f] * before]) } }, new Map { ["xaxis2.range"] = Window(f) }, new[] { Kept }];

        private object[] InputStep(int i) => [new Map { ["visible"] = Visible(i) }, new Map(), Written.Concat(Shown).ToArray()];

        private object[] OutputStep(int o) => [new Map { ["y"] = Heights(o).Select(Look.Numbers).ToArray() }, new Map(), Shown];

        private object[] All(GateSetting setting)
        {
            var (f, i, o) = Places(setting);
            var heights = new[] { Look.Numbers([positions[f] * before]) }.Concat(positions.Select(p => Look.Numbers([p * candidate]))).Concat(Heights(o).Select(Look.Numbers));
            return
            [
                new Map { ["y"] = heights.ToArray(), ["visible"] = Visible(i).Prepend(true).ToArray() },
                new Map { ["xaxis2.range"] = Window(f), ["sliders[0].active"] = f, ["sliders[1].active"] = i, ["sliders[2].active"] = o },
                Written.Concat(Shown).Prepend(Kept).ToArray(),
            ];
        }

        private Map Slider(string gate, int active, int row, Func<int, object[]> step) => new()
        {
            ["active"] = active,
            ["currentvalue"] = new Map { ["prefix"] = $"{gate} = ", ["font"] = new Map { ["size"] = 13 } },
            ["pad"] = new Map { ["t"] = Look.ControlsTop + ButtonsHeight + (SliderHeight * row) },
            ["steps"] = positions.Select((place, k) => new Map { ["label"] = Label(place), ["method"] = "update", ["args"] = step(k) }).ToArray(),
        };

        private Map Buttons() => new()
        {
            ["type"] = "buttons",
            ["direction"] = "right",
            ["showactive"] = false,
            ["x"] = 0,
            ["xanchor"] = "left",
            ["y"] = 0,
            ["yanchor"] = "top",
            ["pad"] = new Map { ["t"] = Look.ControlsTop },
            ["font"] = new Map { ["color"] = Look.Ink },
            ["buttons"] = settings.Select(setting => new Map { ["label"] = setting.Name, ["method"] = "update", ["args"] = All(setting) }).ToArray(),
        };

        // The picture takes the text; where the chart is alive the template writes the height it has now.
        private static Trace Bar(string name, double[] x, double[] heights, int series, bool visible = true, string axis = "x", string[]? text = null) => Look.Trace("bar", new Map
        {
            ["name"] = name,
            ["x"] = x,
            ["y"] = Look.Numbers(heights),
            ["xaxis"] = axis,
            ["visible"] = visible,
            ["showlegend"] = false,
            ["marker"] = new Map { ["color"] = Look.Colour(series) },
            ["text"] = text ?? [.. heights.Select(Two)],
            ["texttemplate"] = name is "kept" or "written" ? name + " %{y:.2f}" : "%{y:.2f}",
            ["textposition"] = "auto",
            ["textangle"] = 0,
            ["hoverinfo"] = "name+y",
        });

        private static Map Ticks(double[] places, string[] labels, double[] domain)
        {
            var axis = Look.Axis("");      // an empty title: room for the second line of the labels
            (axis["tickvals"], axis["ticktext"], axis["domain"], axis["fixedrange"]) = (places, labels, domain, true);
            (axis["tickangle"], axis["showgrid"], axis["zeroline"]) = (0, false, false);
            return axis;
        }

        private static string Two(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

        private static string Label(double place) => place.ToString("0.##", CultureInfo.InvariantCulture);
    }
}
