namespace Scripting.Charts;

/// <summary>Lines, markers, texts and filled bands.</summary>
internal sealed class ScatterPicture : TracePicture
{
    private readonly double[] xs;
    private readonly double[] ys;
    private readonly ScatterPicture? below;

    /// <param name="trace">The trace.</param>
    /// <param name="below">The scatter trace before it on the same axes, which <c>fill: tonexty</c> refers to.</param>
    public ScatterPicture(Trace trace, ScatterPicture? below)
        : base(trace)
    {
        var (x, y) = (Values.Read(trace.Source.At("x")), Values.Read(trace.Source.At("y")));
        xs = x is null ? Counting(trace, trace.X, "x", y?.Count ?? 0) : trace.X.Read(x);
        ys = y is null ? Counting(trace, trace.Y, "y", x?.Count ?? 0) : trace.Y.Read(y);
        this.below = below;
    }

    private string Fill => Trace.Source.At("fill").Text() ?? "none";

    private double MarkerSize => Trace.Source.At("marker", "size").Number() ?? 6;

    public override void Measure()
    {
        var (isOpenEnded, pixels) = (xs.Length < 2 || xs[0] != xs[^1] || ys[0] != ys[^1], Trace.HasMarkers ? Math.Max(MarkerSize / 1.6, 3) : 0);
        var hasBoundedX = Fill is "tonexty" or "tozeroy" || (!Trace.HasMarkers && !Trace.HasText);
        Trace.X.Include(xs, !(isOpenEnded && hasBoundedX), pixels, toZero: Fill == "tozerox");
        Trace.Y.Include(WithErrors(), true, pixels, toZero: Fill == "tozeroy" || (Fill == "tonexty" && below is null));
    }

    public override void Draw(SvgWriter svg, Frame frame)
    {
        DrawFill(svg, frame);
        DrawErrors(svg, frame);
        if (Trace.HasLines && Trace.LineWidth > 0)
        {
            var path = new PathData();
            foreach (var run in Runs())
            {
                foreach (var part in Clip.Polyline(Thinning.Line(Stepped(run), frame.Width), frame))
                {
                    path.Line(part);
                }
            }

            svg.Path(path, null, Trace.Colour.WithOpacity(Trace.Opacity), Trace.LineWidth, Trace.DashArray());
        }

        if (Trace.HasMarkers)
        {
            DrawMarkers(svg, frame);
        }

        if (Trace.HasText)
        {
            DrawTexts(svg, frame);
        }
    }

    public override void DrawKey(SvgWriter svg, Frame box)
    {
        var middle = (box.Top + box.Bottom) / 2;
        if (Trace.IsFilled)
        {
            svg.Path(new PathData().Rectangle(new Frame(box.Left, middle - 6, box.Right, middle + 6)), FillColour);
        }

        if (Trace.HasLines && Trace.LineWidth > 0)
        {
            svg.Line(new Point(box.Left, middle), new Point(box.Right, middle), Trace.Colour.WithOpacity(Trace.Opacity), Trace.LineWidth, Trace.DashArray());
        }

        if (Trace.HasMarkers)
        {
            Marker.Draw(svg, [new Point((box.Left + box.Right) / 2, middle)], Trace.Symbol, Math.Min(9, MarkerSize), Trace.Colour, MarkerOpacity);
        }
    }

    private Colour FillColour => Colour.Parse(Trace.Source.At("fillcolor").Text()) ?? Trace.Colour with { A = 0.22 };

    private double MarkerOpacity => (Trace.Source.At("marker", "opacity").Number() ?? 1) * Trace.Opacity;

    // Positions given by a start (a date on a date axis) and a step (there in milliseconds).
    private static double[] Counting(Trace trace, Axis axis, string letter, int count)
    {
        var (given, step) = (trace.Source.At(letter + "0"), trace.Source.At("d" + letter).Number() ?? 1);
        var start = given is null ? 0 : axis.Read(given);
        return axis.Kind == AxisKind.Date
            ? [.. Enumerable.Range(0, count).Select(i => start + (i * step))]
            : axis.Read(Values.Of([.. Enumerable.Range(0, count).Select(i => (given.Number() ?? 0) + (i * step))]));
    }

    private IEnumerable<double> WithErrors()
    {
        var (up, down) = Errors();
        return up is null ? ys : ys.Concat(ys.Select((y, i) => y + up(i))).Concat(ys.Select((y, i) => y - down!(i)));
    }

    private (Func<int, double>? Up, Func<int, double>? Down) Errors()
    {
        var error = Trace.Source.At("error_y");
        if (error is null || error.At("visible").Flag() == false || Trace.Y.Kind != AxisKind.Linear)
        {
            return (null, null);
        }

        if (Values.Read(error.At("array"))?.Numbers is { } up)
        {
            var down = Values.Read(error.At("arrayminus"))?.Numbers ?? up;
            return (i => i < up.Length ? up[i] : double.NaN, i => i < down.Length ? down[i] : double.NaN);
        }

        return error.At("value").Number() is not { } size ? (null, null)
            : error.At("type").Text() == "percent" ? (i => Math.Abs(ys[i]) * size / 100, i => Math.Abs(ys[i]) * size / 100)
            : (_ => size, _ => size);
    }

    private void DrawErrors(SvgWriter svg, Frame frame)
    {
        var (up, down) = Errors();
        if (up is null)
        {
            return;
        }

        var path = new PathData();
        for (var i = 0; i < Math.Min(xs.Length, ys.Length); i++)
        {
            var (high, low) = (At(xs[i], ys[i] + up(i)), At(xs[i], ys[i] - down!(i)));
            foreach (var (a, b) in new[] { (high, low), (high with { X = high.X - 3 }, high with { X = high.X + 3 }), (low with { X = low.X - 3 }, low with { X = low.X + 3 }) })
            {
                if (Clip.Segment(a, b, frame) is var (from, to))
                {
                    path.Line([from, to]);
                }
            }
        }

        svg.Path(path, null, Trace.Colour, 1.2);
    }

    private List<Point> Points() => [.. Enumerable.Range(0, Math.Min(xs.Length, ys.Length)).Select(i => At(xs[i], ys[i]))];

    // The parts between gaps; with connectgaps there is one part.
    private IEnumerable<List<Point>> Runs()
    {
        var run = new List<Point>();
        var connects = Trace.Source.At("connectgaps").Flag() ?? false;
        foreach (var point in Points())
        {
            if (point.IsFinite)
            {
                run.Add(point);
            }
            else if (run.Count > 0 && !connects)
            {
                yield return run;
                run = [];
            }
        }

        if (run.Count > 0)
        {
            yield return run;
        }
    }

    private List<Point> Stepped(List<Point> run)
    {
        var shape = Trace.Source.At("line", "shape").Text();
        if (shape is null or "linear" or "spline")
        {
            return run;
        }

        var stepped = new List<Point> { run[0] };
        for (var i = 1; i < run.Count; i++)
        {
            var (a, b, middle) = (run[i - 1], run[i], (run[i - 1].X + run[i].X) / 2);
            stepped.AddRange(shape switch
            {
                "hv" => [new Point(b.X, a.Y), b],
                "vh" => [new Point(a.X, b.Y), b],
                _ => [new Point(middle, a.Y), new Point(middle, b.Y), b],
            });
        }

        return stepped;
    }

    private void DrawFill(SvgWriter svg, Frame frame)
    {
        var path = new PathData();
        foreach (var area in FilledAreas(frame))
        {
            path.Line(Clip.Polygon([.. area], frame), close: true);
        }

        svg.Path(path, FillColour);
    }

    private IEnumerable<IEnumerable<Point>> FilledAreas(Frame frame)
    {
        if (Fill is ("tonexty" or "tonext") && below is not null)
        {
            var lower = below.Runs().SelectMany(run => below.Stepped(run)).ToList();
            var upper = Runs().SelectMany(Stepped).ToList();
            return [[.. Thinning.Line(upper, frame.Width), .. Thinning.Line(lower, frame.Width).Reverse()]];
        }

        var zero = Trace.Y.Kind == AxisKind.Linear ? Trace.Y.ToPixel(0) : Trace.Y.Start;
        return Fill switch
        {
            "tozeroy" or "tonexty" => Runs().Select(Stepped).Select(run =>
                Thinning.Line(run, frame.Width).Prepend(run[0] with { Y = zero }).Append(run[^1] with { Y = zero })),
            "tozerox" => Runs().Select(run => run.Prepend(run[0] with { X = Trace.X.ToPixel(0) }).Append(run[^1] with { X = Trace.X.ToPixel(0) })),
            "toself" => Runs(),
            _ => [],
        };
    }

    private void DrawMarkers(SvgWriter svg, Frame frame)
    {
        var points = Points();
        var shown = Spread([.. Thinning.Markers(points)]).Where(i => frame.Contains(points[i]));
        var (sizes, colours) = (Values.Read(Trace.Source.At("marker", "size"))?.Numbers, PointColours());
        var symbols = Values.Read(Trace.Source.At("marker", "symbol"));
        var single = Colour.Parse(Trace.Source.At("marker", "color").Text()) ?? Trace.Colour;
        var groups = shown.GroupBy(i => (
            Size: sizes is not null && i < sizes.Length ? sizes[i] : MarkerSize,
            Colour: colours is not null && i < colours.Length ? colours[i] : single,
            Symbol: symbols is not null && i < symbols.Count ? symbols[i] ?? Trace.Symbol : Trace.Symbol));
        foreach (var group in groups)
        {
            Marker.Draw(svg, group.Select(i => points[i]), group.Key.Symbol, group.Key.Size, group.Key.Colour, MarkerOpacity);
        }
    }

    // No more than marker.maxdisplayed of them, evenly spread.
    private IEnumerable<int> Spread(List<int> points)
    {
        var most = (int)(Trace.Source.At("marker", "maxdisplayed").Number() ?? 0);
        return most <= 0 || points.Count <= most ? points : Enumerable.Range(0, most).Select(k => points[(int)((k + 0.5) * points.Count / most)]);
    }

    private Colour[]? PointColours()
    {
        var values = Values.Read(Trace.Source.At("marker", "color"));
        if (values?.Numbers is not { } numbers)
        {
            return values?.Texts!.Select(text => Colour.Parse(text) ?? Trace.Colour).ToArray();
        }

        var marker = Trace.Source.At("marker");
        var scale = ColourScale.Read(marker.At("colorscale"), marker.At("reversescale").Flag() ?? false);
        var finite = numbers.Where(double.IsFinite).DefaultIfEmpty(0).ToArray();
        var (low, high) = (marker.At("cmin").Number() ?? finite.Min(), marker.At("cmax").Number() ?? finite.Max());
        return [.. numbers.Select(n => double.IsFinite(n) ? scale.At(high == low ? 0.5 : Math.Clamp((n - low) / (high - low), 0, 1)) : Colour.Ink)];
    }

    private void DrawTexts(SvgWriter svg, Frame frame)
    {
        var points = Points();
        var texts = Values.Read(Trace.Source.At("text"));
        var place = Trace.Source.At("textposition").Text() ?? "middle center";
        var size = Trace.Source.At("textfont", "size").Number() ?? 11;
        var away = Trace.HasMarkers ? (MarkerSize / 2) + 3 : 2;
        for (var i = 0; i < points.Count; i++)
        {
            var text = texts is null ? Trace.Source.At("text").Text() : i < texts.Count ? texts[i] : null;
            if (string.IsNullOrEmpty(text) || !points[i].IsFinite || !frame.Contains(points[i]))
            {
                continue;
            }

            var (dx, anchor) = place.EndsWith("left", StringComparison.Ordinal) ? (-away, "end") : place.EndsWith("right", StringComparison.Ordinal) ? (away, "start") : (0, "middle");
            var (dy, vertical) = place.StartsWith("top", StringComparison.Ordinal) ? (-away, 1.0) : place.StartsWith("bottom", StringComparison.Ordinal) ? (away, 0.0) : (0, 0.5);
            var colour = Colour.Parse(Trace.Source.At("textfont", "color").Text()) ?? Colour.Ink;
            RichText.Parse(text).Write(svg, new Point(points[i].X + dx, points[i].Y + dy), size, colour, anchor, vertical);
        }
    }
}
