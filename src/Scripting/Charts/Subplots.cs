using System.Text.Json.Nodes;

namespace Scripting.Charts;

/// <summary>The axes of a figure, each with the part of the plot that it spans.</summary>
internal sealed class Subplots
{
    private readonly Dictionary<string, Axis> axes = [];
    private readonly JsonNode? layout;

    /// <param name="traces">The traces to be drawn, which name their axes.</param>
    /// <param name="layout">The figure's layout.</param>
    public Subplots(IEnumerable<JsonObject> traces, JsonNode? layout)
    {
        this.layout = layout;
        foreach (var trace in traces)
        {
            Pairs.Add((Axis(trace.At("xaxis").Text() ?? "x"), Axis(trace.At("yaxis").Text() ?? "y")));
        }

        if (Pairs.Count == 0)
        {
            Pairs.Add((Axis("x"), Axis("y")));
        }
    }

    public IReadOnlyDictionary<string, Axis> Axes => axes;

    /// <summary>The axes of each trace, in the order of the traces.</summary>
    public List<(Axis X, Axis Y)> Pairs { get; } = [];

    /// <summary>Lets every axis span its domain of the plot.</summary>
    public void Place(Frame plot)
    {
        foreach (var axis in axes.Values)
        {
            var (from, to) = Domain(axis);
            (axis.Start, axis.End) = axis.IsHorizontal
                ? (plot.Left + (from * plot.Width), plot.Left + (to * plot.Width))
                : (plot.Bottom - (from * plot.Height), plot.Bottom - (to * plot.Height));
        }
    }

    /// <summary>Where the axis line stands: a y for a horizontal axis, an x for a vertical one.</summary>
    public double Base(Axis axis, Frame plot)
    {
        if (axes.TryGetValue(axis.Anchor, out var anchor))
        {
            return axis.IsOpposite ? anchor.End : anchor.Start;
        }

        var place = axis.Layout.At("position").Number() ?? 0;
        return axis.IsHorizontal ? plot.Bottom - (place * plot.Height) : plot.Left + (place * plot.Width);
    }

    public static Frame FrameOf((Axis X, Axis Y) pair) => new(
        Math.Min(pair.X.Start, pair.X.End), Math.Min(pair.Y.Start, pair.Y.End), Math.Max(pair.X.Start, pair.X.End), Math.Max(pair.Y.Start, pair.Y.End));

    private Axis Axis(string id)
    {
        if (!axes.TryGetValue(id, out var axis))
        {
            if (id is not ['x' or 'y', ..] || !id[1..].All(char.IsAsciiDigit))
            {
                throw new ArgumentException($"A trace names the axis '{id}'; axes are x, x2, ... and y, y2, ...", nameof(id));
            }

            axes[id] = axis = new Axis(id, layout.At($"{id[0]}axis{id[1..]}"));
        }

        return axis;
    }

    private (double, double) Domain(Axis axis)
    {
        var source = axis.Layout.At("overlaying").Text() is { } over && axes.TryGetValue(over, out var other) && axis.Layout.At("domain") is null ? other : axis;
        if (source.Layout.At("domain") is JsonArray { Count: 2 } domain && domain[0].Number() is { } from && domain[1].Number() is { } to)
        {
            return (from, to);
        }

        return layout.At("grid") is { } grid ? Cell(grid, source) : (0, 1);
    }

    private static int Count(JsonNode? number) => (int)Math.Clamp(number.Number() ?? 1, 1, 100);

    // Plotly's default domains of layout.grid: cells of equal size with a share of each left free.
    private static (double, double) Cell(JsonNode grid, Axis axis)
    {
        var (rows, columns) = (Count(grid.At("rows")), Count(grid.At("columns")));
        var isIndependent = grid.At("pattern").Text() == "independent";
        var number = axis.Id.Length > 1 && int.TryParse(axis.Id.AsSpan(1), out var given) ? given - 1 : 0;
        var (count, index, gap) = axis.IsHorizontal
            ? (columns, isIndependent ? number % columns : number, grid.At("xgap").Number() ?? (isIndependent ? 0.2 : 0.1))
            : (rows, isIndependent ? number / columns : number, grid.At("ygap").Number() ?? (isIndependent ? 0.3 : 0.1));
        if (!axis.IsHorizontal && grid.At("roworder").Text() != "bottom to top")
        {
            index = count - 1 - index;
        }

        var stride = 1 / (count - gap);
        return (index * stride, (index + 1 - gap) * stride);
    }
}
