using System.Text.Json.Nodes;

namespace Scripting.Charts;

/// <summary>One figure on its way to a picture: parts are made, measured, laid out and drawn, in this order.</summary>
internal sealed class FigurePicture
{
    private const double TitleSize = 16;
    private const double CaptionSize = 12.5;
    private const double Edge = 10;
    private const double Largest = 4000;
    private readonly JsonNode? layout;
    private readonly double width;
    private readonly double height;
    private readonly Subplots subplots;
    private readonly List<AxisPicture> axisPictures;
    private readonly List<TracePicture> pictures = [];
    private readonly List<ColourBar> bars;
    private readonly Legend legend;
    private readonly IReadOnlyList<string> unsupported;
    private readonly RichText? title;
    private readonly RichText? caption;
    private Frame plot;

    public FigurePicture(JsonObject figure, string? captionText, int? givenWidth, int? givenHeight)
    {
        layout = figure.At("layout");
        width = givenWidth ?? Math.Min(Largest, layout.At("width").Number() ?? 700);
        height = givenHeight ?? Math.Min(Largest, layout.At("height").Number() ?? 450) - RoomOfControls();
        var shown = PlotlySvg.Traces(figure).Select((Source, Index) => (Source, Index))
            .Where(trace => Trace.IsShown(trace.Source) && Trace.KnownTypes.Contains(Trace.TypeOf(trace.Source))).ToList();
        unsupported = [.. PlotlySvg.UnsupportedTraces(figure)];
        subplots = new Subplots(shown.Select(trace => trace.Source), layout);
        var traces = shown.Select((trace, i) => new Trace(trace.Source, trace.Index, subplots.Pairs[i].X, subplots.Pairs[i].Y)).ToList();
        Trace.Style(traces, layout);
        ChooseAxisKinds(traces);
        MakePictures(traces);
        axisPictures = [.. subplots.Axes.Values.Select(axis => new AxisPicture(axis))];
        bars = [.. pictures.OfType<HeatmapPicture>().Where(map => map.Range.HasBar).DistinctBy(map => (object?)map.Trace.Source.At("coloraxis").Text() ?? map).Select(map => new ColourBar(map))];
        legend = new Legend(pictures, layout);
        title = layout.At("title").TitleText() is { } text ? RichText.Parse(RichText.Wrap(text, TitleSize, width - (2 * Edge))) : null;
        caption = captionText is { Length: > 0 } words ? RichText.Parse(RichText.Wrap(words.Replace("<br>", " ", StringComparison.Ordinal), CaptionSize, width - (2 * Edge) - 20)) : null;
    }

    public double Width => width;

    public double Height => height;

    public void Draw(SvgWriter svg)
    {
        pictures.ForEach(picture => picture.Measure());
        LayOut();
        foreach (var group in axisPictures)
        {
            foreach (var frame in subplots.Pairs.Where(pair => pair.X == group.Axis || pair.Y == group.Axis).Select(Subplots.FrameOf).Distinct())
            {
                group.DrawGrid(svg, frame);
            }
        }

        var overlay = new Overlay(layout, subplots.Axes, plot);
        overlay.DrawShapes(svg, "below");
        foreach (var picture in pictures.OrderBy(Layer))
        {
            picture.Draw(svg, Subplots.FrameOf((picture.Trace.X, picture.Trace.Y)));
        }

        axisPictures.ForEach(axis => axis.Draw(svg, subplots.Base(axis.Axis, plot)));
        overlay.DrawShapes(svg, "above");
        overlay.DrawAnnotations(svg);
        DrawSurroundings(svg);
    }

    // A figure may name the room that its sliders and buttons take below it; a picture has none.
    private double RoomOfControls() => layout.At("meta", "controls").Number() is { } room && room > 0 && room < (layout.At("height").Number() ?? 0) - 100 ? room : 0;

    // Images lie lowest, then bars and boxes, then lines and markers.
    private static int Layer(TracePicture picture) => picture switch
    {
        HeatmapPicture => 0,
        BarPicture => 1,
        BoxPicture => 2,
        _ => 3,
    };

    private void ChooseAxisKinds(List<Trace> traces)
    {
        foreach (var axis in subplots.Axes.Values)
        {
            axis.ChooseKind(traces.Where(trace => trace.X == axis || trace.Y == axis).Select(trace => DataOf(trace, axis)).OfType<Values>());
        }
    }

    private static Values? DataOf(Trace trace, Axis axis)
    {
        var data = Values.Read(trace.Source.At(axis.Id[..1]));
        return data is null && trace.Type == "box" ? Values.Of([BoxPicture.PlaceName(trace)]) : data;
    }

    private void MakePictures(List<Trace> traces)
    {
        var bars = traces.Where(trace => trace.Type is "bar" or "histogram").GroupBy(trace => (trace.X, trace.Y))
            .SelectMany(group => BarData.Arrange([.. group], layout)).ToDictionary();
        var boxes = traces.Where(trace => trace.Type == "box").ToList();
        var isGrouped = layout.At("boxmode").Text() == "group";
        var below = new Dictionary<(Axis, Axis), ScatterPicture>();
        foreach (var trace in traces)
        {
            pictures.Add(trace.Type switch
            {
                "bar" or "histogram" => new BarPicture(trace, bars[trace]),
                "box" => new BoxPicture(trace, isGrouped ? boxes.IndexOf(trace) : 0, isGrouped ? boxes.Count : 1),
                "heatmap" or "contour" => new HeatmapPicture(trace, layout),
                _ => below[(trace.X, trace.Y)] = new ScatterPicture(trace, below.GetValueOrDefault((trace.X, trace.Y))),
            });
        }
    }

    // Margins depend on the labels, these on the ranges, and ranges on the plot's size: two rounds settle it.
    private void LayOut()
    {
        plot = new Frame(60, 40, width - 20, height - 50);
        for (var round = 0; round < 3; round++)
        {
            subplots.Place(plot);
            axisPictures.ForEach(axis => axis.Axis.SettleRange());
            axisPictures.ForEach(axis => axis.ChooseTicks());
            plot = new Frame(Margin(left: true), TopMargin(), width - RightMargin(), height - BottomMargin());
            if (plot.Width < 20 || plot.Height < 20)
            {
                throw new ArgumentException($"A picture of {width} x {height} leaves no room for a plot; give it more.", nameof(width));
            }
        }

        subplots.Place(plot);
        axisPictures.ForEach(axis => axis.Axis.SettleRange());
        axisPictures.ForEach(axis => axis.ChooseTicks());
    }

    private double Margin(bool left) => Math.Max(
        Edge + 4,
        axisPictures.Select(axis => axis.Axis.IsHorizontal
            ? axis.Overhang + 2 - (left ? axis.Axis.Start - plot.Left : plot.Right - axis.Axis.End)
            : axis.Axis.IsOpposite == left ? 0
            : axis.Thickness + Edge - (left ? subplots.Base(axis.Axis, plot) - plot.Left : plot.Right - subplots.Base(axis.Axis, plot))).DefaultIfEmpty(0).Max());

    private double AxisDepth(bool top) => axisPictures.Where(axis => axis.Axis.IsHorizontal && axis.Axis.IsOpposite == top)
        .Select(axis => axis.Thickness - (top ? subplots.Base(axis.Axis, plot) - plot.Top : plot.Bottom - subplots.Base(axis.Axis, plot)))
        .DefaultIfEmpty(0).Max(depth => Math.Max(0, depth));

    private double RightMargin() => Margin(left: false) + bars.Sum(bar => bar.Width) + legend.Width;

    private double TopMargin() => Edge + (title is null ? 2 : title.Height(TitleSize) + 8) + (legend.IsAbove ? legend.Height(plot.Width) : 0) + AxisDepth(top: true);

    private double BottomMargin() => Edge + AxisDepth(top: false) + (legend.IsBelow ? legend.Height(plot.Width) : 0) + (caption is null ? 0 : caption.Height(CaptionSize) + 8);

    private void DrawSurroundings(SvgWriter svg)
    {
        var right = plot.Right + Margin(left: false) - Edge;
        foreach (var bar in bars)
        {
            bar.Draw(svg, right);
            right += bar.Width;
        }

        var corner = legend.IsAbove ? new Point(plot.Left, plot.Top - AxisDepth(top: true) - legend.Height(plot.Width))
            : legend.IsBelow ? new Point(plot.Left, plot.Bottom + AxisDepth(top: false) + 6)
            : new Point(right + 6, plot.Top);
        legend.Draw(svg, corner, plot);
        var share = layout.At("title", "x").Number() ?? 0;
        title?.Write(
            svg,
            new Point(share == 0 ? plot.Left : share * width, Edge),
            TitleSize,
            Colour.Ink,
            share < 0.34 ? "start" : share > 0.66 ? "end" : "middle",
            0,
            bold: true);
        caption?.Write(svg, new Point(Edge + 4, height - Edge + 4), CaptionSize, Colour.Ink, vertical: 1);
        for (var i = 0; i < unsupported.Count; i++)
        {
            var note = $"A trace of type '{unsupported[i]}' is not drawn in this picture.";
            RichText.Parse(note).Write(svg, new Point((plot.Left + plot.Right) / 2, ((plot.Top + plot.Bottom) / 2) + (i * 20)), 14, Colour.Ink, "middle");
        }
    }
}
