using System.Globalization;
using Microsoft.FSharp.Collections;
using Plotly.NET;

namespace Figures;

/// <summary>
/// The common look of all figures: colours that can be told apart on white and on dark pages, a dash and a marker for each of
/// them, so that colour is never the only carrier, a quiet frame without background, and the finding below.
/// </summary>
internal static class Look
{
    internal const string Ink = "#767676";
    internal const string Clear = "rgba(0,0,0,0)";
    internal const string Grid = "rgba(128,128,128,0.2)";

    /// <summary>Pixels below the plot where sliders and buttons may begin, when the finding has two lines.</summary>
    internal const int ControlsTop = 104;

    private const int LineLength = 100;

    private static readonly string[] s_palette = ["#1f7fc4", "#d55e00", "#0f9b72", "#c2579a", "#a67c00", "#7b6fd6", "#c24b4b", "#5f8a94"];
    private static readonly string[] s_dashes = ["solid", "dash", "dot", "dashdot", "longdash", "longdashdot"];
    private static readonly string[] s_symbols = ["circle", "square", "triangle-up", "diamond", "x", "triangle-down", "cross", "star"];

    /// <summary>The colour of the series with this number, from 0.</summary>
    internal static string Colour(int series) => s_palette[series % s_palette.Length];

    internal static Map Line(int series, double width = 1.8) => new()
    {
        ["color"] = Colour(series),
        ["dash"] = s_dashes[series % s_dashes.Length],
        ["width"] = width,
    };

    /// <summary>A grey line beside the series, for what they are compared with.</summary>
    internal static Map ThinLine(int index) => new()
    {
        ["color"] = Ink,
        ["dash"] = s_dashes[(index + 2) % s_dashes.Length],
        ["width"] = 1,
    };

    /// <summary>Markers for the series with this number; at most <paramref name="shown"/> of them on a line, 0 for all.</summary>
    internal static Map Marker(int series, int shown = 0) => new()
    {
        ["color"] = Colour(series),
        ["symbol"] = s_symbols[series % s_symbols.Length],
        ["size"] = 7,
        ["maxdisplayed"] = shown,
    };

    internal static Map Axis(string? title, string type = "linear")
    {
        var axis = new Map
        {
            ["type"] = type,
            ["showline"] = true,
            ["linecolor"] = Ink,
            ["gridcolor"] = Grid,
            ["zerolinecolor"] = "rgba(128,128,128,0.7)",
            ["ticks"] = "outside",
            ["tickcolor"] = Ink,
            ["tickfont"] = new Map { ["size"] = 11.5 },
            ["automargin"] = true,
        };
        if (title is not null)
        {
            axis["title"] = new Map { ["text"] = title, ["font"] = new Map { ["size"] = 13 }, ["standoff"] = 6 };
        }

        if (type == "log")
        {
            axis["exponentformat"] = "power";
        }

        return axis;
    }

    /// <summary>A trace of the given kind; the numbers in it are cut to what a picture can show.</summary>
    internal static Trace Trace(string type, Map content)
    {
        var trace = new Trace(type);
        foreach (var (key, value) in content)
        {
            trace.SetProperty(key, value);
        }

        return trace;
    }

    /// <summary>Puts traces, axes, title and finding together, without the library's default template (8.5 kB in every chart).</summary>
    /// <param name="traces">What is drawn.</param>
    /// <param name="title">The title.</param>
    /// <param name="finding">What is to be seen, in a sentence.</param>
    /// <param name="axes">The axes, and whatever else the layout has.</param>
    /// <param name="height">Height in pixels for a finding of one line, without controls.</param>
    /// <param name="controls">Room below the finding for sliders and buttons, which the static picture leaves out.</param>
    /// <exception cref="ArgumentException">The finding or the title is empty.</exception>
    internal static GenericChart Chart(IReadOnlyList<Trace> traces, string title, string finding, Map axes, int height = 420, int controls = 0)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        ArgumentException.ThrowIfNullOrWhiteSpace(finding);
        var caption = Wrap(finding);
        var (lines, legend) = (caption.Split("<br>").Length, LegendRows(traces));
        var depth = axes.GetValueOrDefault("xaxis") is Map x && x.ContainsKey("title") ? 58 : 38;
        var layout = new Layout();
        var content = new Map(axes)
        {
            ["title"] = new Map
            {
                ["text"] = title,
                ["x"] = 0,
                ["xref"] = "paper",
                ["y"] = 1,
                ["yref"] = "container",
                ["yanchor"] = "top",
                ["pad"] = new Map { ["t"] = 12 },
                ["font"] = new Map { ["size"] = 16 },
            },
            ["font"] = new Map { ["color"] = Ink, ["family"] = "sans-serif" },
            ["paper_bgcolor"] = Clear,
            ["plot_bgcolor"] = Clear,
            ["colorway"] = s_palette,
            ["height"] = height + controls + (17 * (lines - 1)) + (20 * Math.Max(0, legend - 1)),
            ["margin"] = new Map { ["l"] = 60, ["r"] = 20, ["t"] = 52 + (20 * legend), ["b"] = depth + 10 + (17 * lines) + controls },
            ["legend"] = new Map { ["orientation"] = "h", ["x"] = 0, ["y"] = 1.02, ["yanchor"] = "bottom" },
            ["meta"] = controls == 0 ? new Map { ["description"] = finding } : new Map { ["description"] = finding, ["controls"] = controls },
        };
        content["annotations"] = (IEnumerable<object>)[.. content.GetValueOrDefault("annotations") as IEnumerable<object> ?? [], Caption(caption, depth)];
        foreach (var (key, value) in content)
        {
            layout.SetProperty(key, value);
        }

        var config = new Config();
        config.SetProperty("displaylogo", false);
        config.SetProperty("responsive", true);
        config.SetProperty("modeBarButtonsToRemove", new[] { "sendChartToCloud" });
        return GenericChart.setConfig(config, GenericChart.setLayout(layout, GenericChart.ofTraceObjects(false, ListModule.OfSeq(traces))));
    }

    /// <summary>A number as charts carry it: five significant digits (more where they stand before the point), null for a gap.</summary>
    internal static double? Number(double value)
    {
        if (!double.IsFinite(value))
        {
            return null;
        }

        var digits = value == 0 ? 0 : Math.Max(0, 4 - (int)Math.Floor(Math.Log10(Math.Abs(value))));
        return digits <= 15 ? Math.Round(value, digits) : double.Parse(value.ToString("E4", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    internal static double?[] Numbers(IEnumerable<double> values) => [.. values.Select(Number)];

    private static Map Caption(string text, int depth) => new()
    {
        ["name"] = "finding",
        ["text"] = text,
        ["showarrow"] = false,
        ["align"] = "left",
        ["xref"] = "paper",
        ["x"] = 0,
        ["xanchor"] = "left",
        ["yref"] = "paper",
        ["y"] = 0,
        ["yanchor"] = "top",
        ["yshift"] = -depth,
    };

    // Roughly, for a chart 600 pixels wide.
    private static int LegendRows(IReadOnlyList<Trace> traces)
    {
        var widths = traces.Where(trace => trace.TryGetPropertyValue("showlegend") is null && trace.TryGetPropertyValue("z") is null)
            .Select(trace => 60 + (6.5 * ((string)trace.GetPropertyValue("name")).Length)).ToArray();
        return widths.Length < 2 ? 0 : (int)Math.Ceiling(widths.Sum() / 600);
    }

    /// <summary>A finding broken into lines, as it stands below a figure.</summary>
    internal static string Wrap(string text)
    {
        var lines = new List<string> { "" };
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + word.Length >= LineLength)
            {
                lines.Add(word);
            }
            else
            {
                lines[^1] = lines[^1].Length == 0 ? word : $"{lines[^1]} {word}";
            }
        }

        return string.Join("<br>", lines);
    }
}

/// <summary>A part of a chart's JSON.</summary>
internal sealed class Map : Dictionary<string, object>
{
    public Map()
    {
    }

    public Map(IDictionary<string, object> source)
        : base(source)
    {
    }
}
