namespace Scripting.Charts;

/// <summary>Box plots: quartiles, whiskers to the last value within 1.5 box heights, and the values beyond.</summary>
internal sealed class BoxPicture : TracePicture
{
    private readonly bool isLying;
    private readonly double width;
    private readonly List<Box> boxes = [];

    /// <param name="trace">The trace.</param>
    /// <param name="slot">Which of the boxes at one place it is, when traces share places (<c>boxmode: group</c>).</param>
    /// <param name="slots">How many share each place.</param>
    public BoxPicture(Trace trace, int slot, int slots)
        : base(trace)
    {
        isLying = trace.Source.At("orientation").Text() == "h" || (trace.Source.At("y") is null && trace.Source.At("x") is not null);
        width = 0.6 / slots;
        var (along, across, letter, other) = isLying ? (trace.X, trace.Y, "x", "y") : (trace.Y, trace.X, "y", "x");
        var values = along.Read(Values.Read(trace.Source.At(letter)) ?? Values.Of(Array.Empty<double>()));
        var shift = (slot - ((slots - 1) / 2.0)) * 0.8 / slots;
        var places = Values.Read(trace.Source.At(other)) is { } given
            ? across.Read(given)
            : [.. Enumerable.Repeat(across.Read(Values.Of([PlaceName(trace)]))[0], values.Length)];
        foreach (var group in values.Zip(places).Where(pair => double.IsFinite(pair.First)).GroupBy(pair => pair.Second))
        {
            boxes.Add(Box.Of(group.Key + shift, [.. group.Select(pair => pair.First).Order()]));
        }
    }

    /// <summary>The category at which a trace without positions stands.</summary>
    public static string PlaceName(Trace trace) => trace.Name;

    public override void Measure()
    {
        var (along, across) = isLying ? (Trace.X, Trace.Y) : (Trace.Y, Trace.X);
        across.Include(boxes.SelectMany(box => new[] { Math.Floor(box.Place + 0.5) - 0.5, Math.Floor(box.Place + 0.5) + 0.5 }), false);
        along.Include(boxes.SelectMany(box => box.Outliers.Append(box.Low).Append(box.High)), true);
    }

    public override void Draw(SvgWriter svg, Frame frame)
    {
        foreach (var box in boxes)
        {
            var (left, right) = (box.Place - (width / 2), box.Place + (width / 2));
            var body = Clip.Polygon([Spot(left, box.Q1), Spot(right, box.Q1), Spot(right, box.Q3), Spot(left, box.Q3)], frame);
            svg.Path(new PathData().Line(body, close: true), Trace.Colour.WithOpacity(0.3), Trace.Colour, 1.5);
            var whiskers = new PathData();
            foreach (var (a, b) in new[]
            {
                (Spot(box.Place, box.Q3), Spot(box.Place, box.High)), (Spot(box.Place, box.Q1), Spot(box.Place, box.Low)),
                (Cap(box, box.High, -1), Cap(box, box.High, 1)), (Cap(box, box.Low, -1), Cap(box, box.Low, 1)),
            })
            {
                Add(whiskers, a, b, frame);
            }

            svg.Path(whiskers, null, Trace.Colour, 1.5);
            var median = new PathData();
            Add(median, Spot(left, box.Median), Spot(right, box.Median), frame);
            svg.Path(median, null, Trace.Colour, 3);
            Marker.Draw(svg, box.Outliers.Select(value => Spot(box.Place, value)).Where(frame.Contains), Trace.Symbol, 5, Trace.Colour);
        }
    }

    private static void Add(PathData path, Point a, Point b, Frame frame)
    {
        if (Clip.Segment(a, b, frame) is var (from, to))
        {
            path.Line([from, to]);
        }
    }

    private Point Cap(Box box, double value, int side) => Spot(box.Place + (side * width / 4), value);

    private Point Spot(double place, double value) => isLying ? At(value, place) : At(place, value);

    private sealed record Box(double Place, double Low, double Q1, double Median, double Q3, double High, double[] Outliers)
    {
        public static Box Of(double place, double[] sorted)
        {
            var (q1, q3) = (Quantile(sorted, 0.25), Quantile(sorted, 0.75));
            var reach = 1.5 * (q3 - q1);
            var inside = sorted.Where(value => value >= q1 - reach && value <= q3 + reach).ToArray();
            var outliers = sorted.Where(value => value < q1 - reach || value > q3 + reach).ToArray();
            return new Box(place, inside[0], q1, Quantile(sorted, 0.5), q3, inside[^1], outliers);
        }

        // Plotly's "linear" method: sample k of n stands for the quantile (k + 1/2) / n.
        private static double Quantile(double[] sorted, double p)
        {
            var at = Math.Clamp((p * sorted.Length) - 0.5, 0, sorted.Length - 1);
            var low = (int)at;
            return low + 1 < sorted.Length ? sorted[low] + ((at - low) * (sorted[low + 1] - sorted[low])) : sorted[low];
        }
    }
}
