namespace Scripting.Charts;

/// <summary>Draws one axis: grid, line, ticks, labels and title, and says how much room they need beside the plot.</summary>
internal sealed class AxisPicture(Axis axis)
{
    private const double TickLength = 4;
    private const double LabelSize = 11.5;
    private const double TitleSize = 13;
    private static readonly Colour Grid = new(128, 128, 128, 0.2);
    private static readonly Colour Zero = new(128, 128, 128, 0.7);
    private List<(Tick Tick, RichText Label)> ticks = [];
    private double slope;

    public Axis Axis { get; } = axis;

    /// <summary>Pixels between the axis line and the outer edge of labels and title.</summary>
    public double Thickness => Axis.IsVisible ? TickLength + 2 + LabelThickness + (Axis.Title is { } title ? title.Height(TitleSize) + 5 : 0) : 0;

    /// <summary>Half of the widest label, which may stand out at either end of a horizontal axis.</summary>
    public double Overhang => Axis.IsHorizontal && slope == 0 && ticks.Count > 0 ? ticks.Max(tick => tick.Label.Width(LabelSize)) / 2 : 0;

    private double LabelThickness => ticks.Count == 0 ? 0
        : !Axis.IsHorizontal ? ticks.Max(tick => tick.Label.Width(LabelSize))
        : slope == 0 ? ticks.Max(tick => tick.Label.Height(LabelSize))
        : ticks.Max(tick => (tick.Label.Width(LabelSize) * Math.Sin(slope * Math.PI / 180)) + (LabelSize * Math.Cos(slope * Math.PI / 180))) + 2;

    // Outwards: down or left, and the other way on the opposite side.
    private double Outward => Axis.IsHorizontal == Axis.IsOpposite ? -1 : 1;

    /// <summary>Chooses the ticks for the axis' present range and length. Labels that would overlap are sloped (categories) or thinned.</summary>
    public void ChooseTicks()
    {
        ticks = [.. Axis.Ticks().Select(tick => (tick, RichText.Parse(tick.Label)))];
        slope = Axis.IsHorizontal ? Math.Abs(Axis.Layout.At("tickangle").Number() ?? 0) : 0;
        while (slope == 0 && Overlaps() && ticks.Count > 2)
        {
            if (Axis.Kind == AxisKind.Category && Axis.IsHorizontal && ticks.Count * LabelSize * 1.5 < Axis.Length)
            {
                slope = 35;
                return;
            }

            ticks = [.. ticks.Where(tick => !tick.Tick.IsMinor).Where((_, i) => i % 2 == 0)];
        }
    }

    public void DrawGrid(SvgWriter svg, Frame frame)
    {
        if (!Axis.IsVisible || Axis.Layout.At("showgrid").Flag() == false)
        {
            return;
        }

        var path = new PathData();
        foreach (var (tick, _) in ticks.Where(tick => !tick.Tick.IsMinor))
        {
            path.Line(Across(frame, Axis.ToPixel(tick.Value)));
        }

        svg.Path(path, null, Grid);
        if (Axis.Kind == AxisKind.Linear && Axis.Min * Axis.Max < 0 && Axis.Layout.At("zeroline").Flag() != false)
        {
            svg.Path(new PathData().Line(Across(frame, Axis.ToPixel(0))), null, Zero);
        }
    }

    /// <summary>Draws the axis line at <paramref name="base"/> (a y for a horizontal axis, an x for a vertical one) and what stands beside it.</summary>
    public void Draw(SvgWriter svg, double @base)
    {
        if (!Axis.IsVisible)
        {
            return;
        }

        var path = new PathData();
        if (Axis.Layout.At("showline").Flag() != false)
        {
            path.Line([Beside(Axis.Start, @base, 0), Beside(Axis.End, @base, 0)]);
        }

        foreach (var (tick, _) in ticks)
        {
            var at = Axis.ToPixel(tick.Value);
            path.Line([Beside(at, @base, 0), Beside(at, @base, tick.IsMinor ? TickLength / 2 : TickLength)]);
        }

        svg.Path(path, null, Colour.Ink);
        foreach (var (tick, label) in ticks.Where(tick => tick.Tick.Label.Length > 0))
        {
            DrawLabel(svg, label, Beside(Axis.ToPixel(tick.Value), @base, TickLength + 2));
        }

        if (Axis.Title is { } title)
        {
            var at = Beside((Axis.Start + Axis.End) / 2, @base, Thickness - (title.Height(TitleSize) / 2));
            title.Write(svg, at, TitleSize, Colour.Ink, "middle", angle: Axis.IsHorizontal ? 0 : -90);
        }
    }

    private void DrawLabel(SvgWriter svg, RichText label, Point at)
    {
        if (!Axis.IsHorizontal)
        {
            label.Write(svg, at, LabelSize, Colour.Ink, Axis.IsOpposite ? "start" : "end");
        }
        else if (slope == 0)
        {
            label.Write(svg, at, LabelSize, Colour.Ink, "middle", Axis.IsOpposite ? 1 : 0);
        }
        else
        {
            label.Write(svg, at with { Y = at.Y + (Outward * LabelSize / 2) }, LabelSize, Colour.Ink, "end", angle: -slope * Outward);
        }
    }

    private Point Beside(double along, double @base, double distance) =>
        Axis.IsHorizontal ? new Point(along, @base + (Outward * distance)) : new Point(@base + (Outward * distance), along);

    private Point[] Across(Frame frame, double at) =>
        Axis.IsHorizontal ? [new Point(at, frame.Top), new Point(at, frame.Bottom)] : [new Point(frame.Left, at), new Point(frame.Right, at)];

    private bool Overlaps()
    {
        var labelled = ticks.Where(tick => tick.Tick.Label.Length > 0).OrderBy(tick => Axis.ToPixel(tick.Tick.Value)).ToArray();
        return labelled.Zip(labelled.Skip(1)).Any(pair =>
        {
            var gap = Axis.ToPixel(pair.Second.Tick.Value) - Axis.ToPixel(pair.First.Tick.Value);
            var need = Axis.IsHorizontal
                ? ((pair.First.Label.Width(LabelSize) + pair.Second.Label.Width(LabelSize)) / 2) + 6
                : LabelSize * 1.1 * pair.First.Label.LineCount;
            return gap < need;
        });
    }
}
