namespace Scripting.Charts;

/// <summary>One bar in axis values: where it stands and from where to where it reaches.</summary>
internal readonly record struct Bar(double Position, double Width, double From, double To);

/// <summary>Bars, standing or lying, of a bar trace or a histogram.</summary>
internal sealed class BarPicture(Trace trace, BarData data) : TracePicture(trace)
{
    private bool IsLying => data.IsLying;

    public override void Measure()
    {
        var (along, across) = IsLying ? (Trace.X, Trace.Y) : (Trace.Y, Trace.X);
        across.Include(data.Places.SelectMany(place => new[] { place - (data.Spacing / 2), place + (data.Spacing / 2) }), false);
        along.Include(data.Bars.SelectMany(bar => new[] { bar.From, bar.To }), true, toZero: true);
    }

    public override void Draw(SvgWriter svg, Frame frame)
    {
        var (plain, lines) = (new PathData(), new PathData());
        var colours = Values.Read(Trace.Source.At("marker", "color"))?.Texts;
        var own = new List<(Frame, Colour)>();
        foreach (var (bar, i) in data.Bars.Select((bar, i) => (bar, i)))
        {
            if (Box(bar) is { } box && frame.Intersect(box) is { } seen)
            {
                Hatching.Add(lines, seen, Trace.Hatch);
                if (colours is not null && i < colours.Length && Colour.Parse(colours[i]) is { } colour)
                {
                    own.Add((seen, colour));
                }
                else
                {
                    plain.Rectangle(seen);
                }

                DrawText(svg, seen, i);
            }
        }

        svg.Path(plain, FillColour, Trace.Colour);
        own.ForEach(bar => svg.Path(new PathData().Rectangle(bar.Item1), bar.Item2.WithOpacity(Trace.Opacity)));
        svg.Path(lines, null, Trace.Colour);
    }

    public override void DrawKey(SvgWriter svg, Frame box)
    {
        var key = new Frame(box.Left + 4, box.Top + 1, box.Right - 4, box.Bottom - 1);
        var lines = new PathData();
        Hatching.Add(lines, key, Trace.Hatch);
        svg.Path(new PathData().Rectangle(key), FillColour, Trace.Colour);
        svg.Path(lines, null, Trace.Colour);
    }

    private Colour FillColour => Trace.Colour.WithOpacity(Trace.Hatch == Hatch.None ? 0.85 * Trace.Opacity : 0.3 * Trace.Opacity);

    private Frame? Box(Bar bar)
    {
        var (low, high) = (bar.Position - (bar.Width / 2), bar.Position + (bar.Width / 2));
        var (along, across) = IsLying ? (Trace.X, Trace.Y) : (Trace.Y, Trace.X);
        var from = along.Kind == AxisKind.Log && !double.IsFinite(bar.From) ? along.Start : along.ToPixel(bar.From);
        var (a, b) = IsLying ? (new Point(from, across.ToPixel(low)), new Point(along.ToPixel(bar.To), across.ToPixel(high)))
            : (new Point(across.ToPixel(low), from), new Point(across.ToPixel(high), along.ToPixel(bar.To)));
        return a.IsFinite && b.IsFinite ? new Frame(Math.Min(a.X, b.X), Math.Min(a.Y, b.Y), Math.Max(a.X, b.X), Math.Max(a.Y, b.Y)) : null;
    }

    // Beside the bar's end, where it can be read on any fill.
    private void DrawText(SvgWriter svg, Frame box, int index)
    {
        if (Values.Read(Trace.Source.At("text")) is not { } texts || index >= texts.Count || texts[index] is not { Length: > 0 } text
            || Trace.Source.At("textposition").Text() == "none")
        {
            return;
        }

        var at = IsLying ? new Point(box.Right + 4, (box.Top + box.Bottom) / 2) : new Point((box.Left + box.Right) / 2, box.Top - 2);
        RichText.Parse(text).Write(svg, at, 11, Colour.Ink, IsLying ? "start" : "middle", IsLying ? 0.5 : 1);
    }
}
