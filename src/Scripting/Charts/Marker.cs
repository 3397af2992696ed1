namespace Scripting.Charts;

/// <summary>Marker shapes of a scatter trace.</summary>
internal static class Marker
{
    /// <summary>The shapes taken in turn by traces that name none.</summary>
    public static readonly string[] Symbols = ["circle", "square", "triangle-up", "diamond", "x", "triangle-down", "cross", "star"];

    /// <summary>Draws equal markers as one path.</summary>
    public static void Draw(SvgWriter svg, IEnumerable<Point> points, string symbol, double size, Colour colour, double opacity = 1)
    {
        var isOpen = symbol.Contains("-open", StringComparison.Ordinal);
        var shape = symbol.Replace("-open", "", StringComparison.Ordinal).Replace("-dot", "", StringComparison.Ordinal);
        var (r, paint, path) = (size / 2, colour.WithOpacity(opacity), new PathData());
        if (shape == "circle" && !isOpen)
        {
            foreach (var point in points)
            {
                path.Dot(point);
            }

            svg.Path(path, null, paint, size, cap: "round");
            return;
        }

        var isStroked = isOpen || shape is "x" or "cross" or "x-thin" or "cross-thin" or "star";
        foreach (var point in points)
        {
            foreach (var line in Outline(shape, r))
            {
                path.Line(line.Select(p => new Point(point.X + p.X, point.Y + p.Y)), close: line.Length > 2);
            }
        }

        svg.Path(path, isStroked ? null : paint, isStroked ? paint : null, 1.6);
    }

    // Corners round the centre, sized to look as large as a circle of radius r. Unknown shapes are drawn as circles.
    private static Point[][] Outline(string shape, double r) => shape switch
    {
        "square" => [[new(-0.88 * r, -0.88 * r), new(0.88 * r, -0.88 * r), new(0.88 * r, 0.88 * r), new(-0.88 * r, 0.88 * r)]],
        "diamond" => [[new(0, -1.25 * r), new(1.25 * r, 0), new(0, 1.25 * r), new(-1.25 * r, 0)]],
        "triangle-up" => [[new(0, -1.2 * r), new(1.15 * r, 0.85 * r), new(-1.15 * r, 0.85 * r)]],
        "triangle-down" => [[new(0, 1.2 * r), new(1.15 * r, -0.85 * r), new(-1.15 * r, -0.85 * r)]],
        "x" or "x-thin" => [[new(-r, -r), new(r, r)], [new(-r, r), new(r, -r)]],
        "cross" or "cross-thin" => [[new(-1.2 * r, 0), new(1.2 * r, 0)], [new(0, -1.2 * r), new(0, 1.2 * r)]],
        "star" => [[new(-r, -r), new(r, r)], [new(-r, r), new(r, -r)], [new(-1.3 * r, 0), new(1.3 * r, 0)]],
        _ => [[.. Enumerable.Range(0, 12).Select(k => new Point(r * Math.Cos(k * Math.PI / 6), r * Math.Sin(k * Math.PI / 6)))]],
    };
}
