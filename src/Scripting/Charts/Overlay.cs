using System.Text.Json.Nodes;

namespace Scripting.Charts;

/// <summary>Shapes and annotations: what a figure lays over its traces, placed by axis values or by fractions of the plot.</summary>
internal sealed class Overlay(JsonNode? layout, IReadOnlyDictionary<string, Axis> axes, Frame plot)
{
    private const double Size = 12;

    /// <summary>The name of the annotation that states what the figure shows; it is set below the plot, as a caption.</summary>
    public const string CaptionName = "finding";

    public static string? Caption(JsonNode? layout) =>
        layout.At("annotations").Objects().FirstOrDefault(note => note.At("name").Text() == CaptionName).At("text").Text();

    /// <summary>Draws the lines, rectangles and ellipses of one layer, <c>below</c> or <c>above</c> the traces.</summary>
    public void DrawShapes(SvgWriter svg, string layer)
    {
        foreach (var shape in layout.At("shapes").Objects().Where(shape => (shape.At("layer").Text() ?? "above") == layer && Trace.IsShown(shape)))
        {
            var (a, b) = (Corner(shape, "x0", "y0"), Corner(shape, "x1", "y1"));
            var frame = FrameOf(shape);
            var opacity = shape.At("opacity").Number() ?? 1;
            var width = shape.At("line", "width").Number() ?? 1.5;
            var line = (Colour.Parse(shape.At("line", "color").Text()) ?? Colour.Ink).WithOpacity(width == 0 ? 0 : opacity);
            var outline = Outline(shape.At("type").Text(), a, b);
            if (Colour.Parse(shape.At("fillcolor").Text()) is { A: > 0 } fill && outline.Length > 2)
            {
                svg.Path(new PathData().Line(Clip.Polygon(outline, frame), close: true), fill.WithOpacity(opacity));
            }

            var path = new PathData();
            foreach (var part in Clip.Polyline(outline, frame))
            {
                path.Line(part);
            }

            svg.Path(path, null, line.A == 0 ? null : line, width, Trace.DashArray(shape.At("line", "dash").Text()));
            if (shape.At("label", "text").Text() is { Length: > 0 } label && a.IsFinite)
            {
                RichText.Parse(label).Write(svg, new Point(Math.Min(b.X, frame.Right) - 4, Math.Min(a.Y, b.Y) - 2), Size, Colour.Ink, "end", 1);
            }
        }
    }

    public void DrawAnnotations(SvgWriter svg)
    {
        foreach (var note in layout.At("annotations").Objects().Where(note => note.At("name").Text() != CaptionName && Trace.IsShown(note)))
        {
            var target = Place(note);
            if (!target.IsFinite || note.At("text").Text() is not { } text)
            {
                continue;
            }

            var hasArrow = note.At("showarrow").Flag() ?? true;
            var colour = Colour.Parse(note.At("font", "color").Text()) ?? Colour.Ink;
            var at = hasArrow ? new Point(target.X + (note.At("ax").Number() ?? -10), target.Y + (note.At("ay").Number() ?? -30)) : target;
            var (words, size) = (RichText.Parse(text), note.At("font", "size").Number() ?? Size);
            if (hasArrow)
            {
                DrawArrow(svg, at, target, Colour.Parse(note.At("arrowcolor").Text()) ?? colour, words, size, (note.At("arrowhead").Number() ?? 1) > 0);
            }

            var anchor = note.At("xanchor").Text() switch
            {
                "left" => "start",
                "right" => "end",
                "center" => "middle",
                _ => hasArrow || note.At("xref").Text() != "paper" ? "middle" : note.At("x").Number() switch { < 1.0 / 3 => "start", > 2.0 / 3 => "end", _ => "middle" },
            };
            var vertical = note.At("yanchor").Text() switch
            {
                "top" => 0.0,
                "bottom" => 1,
                "middle" => 0.5,
                _ => hasArrow || note.At("yref").Text() != "paper" ? 0.5 : note.At("y").Number() switch { < 1.0 / 3 => 1, > 2.0 / 3 => 0, _ => 0.5 },
            };
            words.Write(svg, at, size, colour, anchor, vertical, note.At("textangle").Number() ?? 0);
        }
    }

    // From the edge of the text to just before the point it speaks of.
    private static void DrawArrow(SvgWriter svg, Point from, Point to, Colour colour, RichText words, double size, bool hasHead)
    {
        var (dx, dy) = (to.X - from.X, to.Y - from.Y);
        var length = Math.Sqrt((dx * dx) + (dy * dy));
        var (halfWidth, halfHeight) = ((words.Width(size) / 2) + 3, (words.Height(size) / 2) + 1);
        var start = Math.Min(dx == 0 ? double.PositiveInfinity : halfWidth / Math.Abs(dx), dy == 0 ? double.PositiveInfinity : halfHeight / Math.Abs(dy));
        if (length < 8 || start >= 1)
        {
            return;
        }

        var (ux, uy) = (dx / length, dy / length);
        var tip = new Point(to.X - (3 * ux), to.Y - (3 * uy));
        svg.Line(new Point(from.X + (start * dx), from.Y + (start * dy)), tip, colour, 1.2);
        if (hasHead)
        {
            var back = new Point(tip.X - (7 * ux), tip.Y - (7 * uy));
            svg.Path(new PathData().Line([tip, new(back.X - (3 * uy), back.Y + (3 * ux)), new(back.X + (3 * uy), back.Y - (3 * ux))], close: true), colour);
        }
    }

    private static Point[] Outline(string? type, Point a, Point b) => type switch
    {
        "line" => [a, b],
        "circle" => [.. Enumerable.Range(0, 49).Select(k => k * Math.PI / 24).Select(t =>
            new Point(((a.X + b.X) / 2) + ((b.X - a.X) / 2 * Math.Cos(t)), ((a.Y + b.Y) / 2) + ((b.Y - a.Y) / 2 * Math.Sin(t))))],
        _ => [a, b with { Y = a.Y }, b, a with { Y = b.Y }, a],
    };

    private Point Place(JsonObject note) => new(
        Coordinate(note.At("xref").Text() ?? "x", note.At("x"), true, false) + (note.At("xshift").Number() ?? 0),
        Coordinate(note.At("yref").Text() ?? "y", note.At("y"), false, false) - (note.At("yshift").Number() ?? 0));

    private Point Corner(JsonObject shape, string x, string y) =>
        new(Coordinate(shape.At("xref").Text() ?? "x", shape.At(x), true, true), Coordinate(shape.At("yref").Text() ?? "y", shape.At(y), false, true));

    // On a log axis Plotly takes exponents for annotations, but values for shapes.
    private double Coordinate(string reference, JsonNode? value, bool isHorizontal, bool isShape)
    {
        if (reference == "paper")
        {
            var fraction = value.Number() ?? double.NaN;
            return isHorizontal ? plot.Left + (fraction * plot.Width) : plot.Bottom - (fraction * plot.Height);
        }

        var name = reference.Split(' ')[0];
        if (!axes.TryGetValue(name, out var axis))
        {
            return double.NaN;
        }

        return reference.EndsWith(" domain", StringComparison.Ordinal) ? axis.Start + ((value.Number() ?? double.NaN) * (axis.End - axis.Start))
            : axis.ToPixel(isShape && value.Number() is { } number ? axis.Scale(number) : axis.Read(value));
    }

    // A shape tied to axes is cut to their plot area; one tied to the paper may reach beyond it.
    private Frame FrameOf(JsonObject shape)
    {
        var (x, y) = (axes.GetValueOrDefault((shape.At("xref").Text() ?? "x").Split(' ')[0]), axes.GetValueOrDefault((shape.At("yref").Text() ?? "y").Split(' ')[0]));
        return new Frame(
            x is null ? -10_000 : Math.Min(x.Start, x.End),
            y is null ? -10_000 : Math.Min(y.Start, y.End),
            x is null ? 10_000 : Math.Max(x.Start, x.End),
            y is null ? 10_000 : Math.Max(y.Start, y.End));
    }
}
