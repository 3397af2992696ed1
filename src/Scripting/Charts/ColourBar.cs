namespace Scripting.Charts;

/// <summary>The scale beside a heat map: a strip of colour with ticks.</summary>
internal sealed class ColourBar
{
    private const double Strip = 14;
    private const double Size = 11;
    private readonly HeatmapPicture map;
    private readonly List<(double Value, RichText Label)> ticks;
    private readonly RichText? title;

    public ColourBar(HeatmapPicture map)
    {
        this.map = map;
        var bar = map.Range.Bar;
        title = bar.At("title").TitleText() is { } text ? RichText.Parse(text) : null;
        var (places, labels) = (Values.Read(bar.At("tickvals")), Values.Read(bar.At("ticktext")));
        var chosen = places?.Numbers is { } given
            ? given.Select((value, i) => new Tick(value, labels is not null && i < labels.Count ? labels[i] ?? "" : places[i] ?? ""))
            : Ticks.Linear(map.Range.Low, map.Range.High, 7, bar.At("dtick").Number(), format: bar.At("tickformat").Text());
        var (before, after) = (bar.At("tickprefix").Text(), bar.At("ticksuffix").Text());
        ticks = [.. chosen.Where(tick => tick.Value >= map.Range.Low && tick.Value <= map.Range.High).Select(tick => (tick.Value, RichText.Parse(before + tick.Label + after)))];
    }

    /// <summary>Pixels it takes beside the plot.</summary>
    public double Width => Strip + 12 + 6 + Math.Max(LabelWidth, 0) + (title is null ? 0 : title.Height(Size) + 4);

    private double LabelWidth => ticks.Count == 0 ? 0 : ticks.Max(tick => tick.Label.Width(Size));

    /// <summary>Draws the bar as high as the heat map's own axis, with its left edge at <paramref name="left"/>.</summary>
    public void Draw(SvgWriter svg, double left)
    {
        var (axis, range) = (map.Trace.Y, map.Range);
        var strip = new Frame(left + 12, Math.Min(axis.Start, axis.End), left + 12 + Strip, Math.Max(axis.Start, axis.End));
        var steps = Enumerable.Range(0, 255).Select(i => (byte)(254 - i)).ToArray();
        svg.Element(
            "image",
            ("x", strip.Left),
            ("y", strip.Top),
            ("width", strip.Width),
            ("height", strip.Height),
            ("preserveAspectRatio", "none"),
            ("href", "data:image/png;base64," + Convert.ToBase64String(Png.Encode(1, steps.Length, steps, range.Palette()))));
        svg.Path(new PathData().Rectangle(strip), null, Colour.Ink, 0.7);
        foreach (var (value, label) in ticks)
        {
            var y = strip.Bottom - (range.Position(value) * strip.Height);
            svg.Line(new Point(strip.Right, y), new Point(strip.Right + 3, y), Colour.Ink, 1);
            label.Write(svg, new Point(strip.Right + 6, y), Size, Colour.Ink);
        }

        title?.Write(svg, new Point(strip.Right + 10 + LabelWidth + (title.Height(Size) / 2), (strip.Top + strip.Bottom) / 2), Size, Colour.Ink, "middle", angle: 90);
    }
}
