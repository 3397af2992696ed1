using System.Text.Json.Nodes;

namespace Scripting.Charts;

/// <summary>A heat map, or contours drawn as smooth bands, as one embedded bitmap.</summary>
internal sealed class HeatmapPicture : TracePicture
{
    private readonly double[][] rows;
    private readonly double[] columnEdges;
    private readonly double[] rowEdges;
    private readonly bool isContour;

    public HeatmapPicture(Trace trace, JsonNode? layout)
        : base(trace)
    {
        rows = Values.ReadRows(trace.Source.At("z"))
            ?? throw new ArgumentException($"Trace {trace.Index} is a {trace.Type} without rows of numbers in 'z'.", nameof(trace));
        var columns = rows.Length == 0 ? 0 : rows.Max(row => row.Length);
        isContour = trace.Type == "contour" || trace.Source.At("zsmooth").Text() is "best" or "fast";
        columnEdges = Edges(Places(trace, trace.X, "x", columns), columns, isContour);
        rowEdges = Edges(Places(trace, trace.Y, "y", rows.Length), rows.Length, isContour);
        Range = new ColourRange(trace.Source, layout, rows.SelectMany(row => row));
    }

    public ColourRange Range { get; }

    public override void Measure()
    {
        Trace.X.Include(columnEdges, false);
        Trace.Y.Include(rowEdges, false);
    }

    public override void Draw(SvgWriter svg, Frame frame)
    {
        if (rows.Length == 0 || columnEdges.Length < 2 || frame.Intersect(Area()) is not { Width: >= 1, Height: >= 1 } area)
        {
            return;
        }

        // Cells are drawn at twice the resolution of the page, so that their edges stay sharp; smooth bands need no more than once.
        var detail = isContour ? 1 : 2;
        var (width, height) = ((int)Math.Ceiling(area.Width * detail), (int)Math.Ceiling(area.Height * detail));
        var pixels = new byte[width * height];
        var columns = Lookup(width, i => Trace.X.ToValue(area.Left + ((i + 0.5) / width * area.Width)), columnEdges);
        var lines = Lookup(height, i => Trace.Y.ToValue(area.Top + ((i + 0.5) / height * area.Height)), rowEdges);
        for (var line = 0; line < height; line++)
        {
            for (var column = 0; column < width; column++)
            {
                pixels[(line * width) + column] = Range.Index(isContour ? Band(Smooth(lines[line], columns[column])) : Cell((int)lines[line], (int)columns[column]));
            }
        }

        svg.Element(
            "image",
            ("x", area.Left),
            ("y", area.Top),
            ("width", area.Width),
            ("height", area.Height),
            ("preserveAspectRatio", "none"),
            ("href", "data:image/png;base64," + Convert.ToBase64String(Png.Encode(width, height, pixels, Range.Palette()))));
        DrawTexts(svg, frame);
    }

    // Given positions are cell centres or, when there is one more of them, cell edges.
    private static double[] Places(Trace trace, Axis axis, string letter, int count)
    {
        if (Values.Read(trace.Source.At(letter)) is { } given)
        {
            return given.Count >= count
                ? axis.Read(given)
                : throw new ArgumentException($"Trace {trace.Index} has {given.Count} places in '{letter}' for {count} rows or columns of cells.", nameof(trace));
        }

        var (start, step) = (trace.Source.At(letter + "0").Number() ?? 0, trace.Source.At("d" + letter).Number() ?? 1);
        return [.. Enumerable.Range(0, count).Select(i => start + (i * step))];
    }

    private static double[] Edges(double[] places, int count, bool isContour)
    {
        if (count == 0 || places.Length == count + 1 || (isContour && count > 1))
        {
            return places;
        }

        if (count == 1)
        {
            return [places[0] - 0.5, places[0] + 0.5];
        }

        var edges = new double[count + 1];
        for (var i = 1; i < count; i++)
        {
            edges[i] = (places[i - 1] + places[i]) / 2;
        }

        edges[0] = places[0] - (edges[1] - places[0]);
        edges[count] = places[count - 1] + (places[count - 1] - edges[count - 1]);
        return edges;
    }

    // For each pixel, the place between the edges as index plus fraction.
    private static double[] Lookup(int count, Func<int, double> valueAt, double[] edges)
    {
        var isRising = edges[^1] >= edges[0];
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var value = valueAt(i);
            var k = 0;
            while (k < edges.Length - 2 && (isRising ? value >= edges[k + 1] : value <= edges[k + 1]))
            {
                k++;
            }

            return k + Math.Clamp((value - edges[k]) / (edges[k + 1] - edges[k]), 0, 0.999999);
        })];
    }

    private Frame Area()
    {
        var (x0, x1) = (Trace.X.ToPixel(columnEdges[0]), Trace.X.ToPixel(columnEdges[^1]));
        var (y0, y1) = (Trace.Y.ToPixel(rowEdges[0]), Trace.Y.ToPixel(rowEdges[^1]));
        return new Frame(Math.Min(x0, x1), Math.Min(y0, y1), Math.Max(x0, x1), Math.Max(y0, y1));
    }

    private double Cell(int row, int column) => row < rows.Length && column < rows[row].Length ? rows[row][column] : double.NaN;

    private double Smooth(double row, double column)
    {
        var (i, j) = ((int)row, (int)column);
        var (u, v) = (row - i, column - j);
        return ((1 - u) * (((1 - v) * Cell(i, j)) + (v * Cell(i, j + 1)))) + (u * (((1 - v) * Cell(i + 1, j)) + (v * Cell(i + 1, j + 1))));
    }

    private double Band(double value)
    {
        if (Trace.Type != "contour")
        {
            return value;
        }

        var contours = Trace.Source.At("contours");
        var size = contours.At("size").Number() ?? (Range.High > Range.Low ? Ticks.RoundUp((Range.High - Range.Low) / (Trace.Source.At("ncontours").Number() ?? 15)) : 1);
        var start = contours.At("start").Number() ?? 0;
        return start + ((Math.Floor((value - start) / size) + 0.5) * size);
    }

    private void DrawTexts(SvgWriter svg, Frame frame)
    {
        var template = Trace.Source.At("texttemplate").Text();
        if (template is null || isContour)
        {
            return;
        }

        var texts = Trace.Source.At("text") as JsonArray;
        for (var row = 0; row < rows.Length; row++)
        {
            for (var column = 0; column < rows[row].Length; column++)
            {
                var at = At((columnEdges[column] + columnEdges[column + 1]) / 2, (rowEdges[row] + rowEdges[row + 1]) / 2);
                if (double.IsFinite(rows[row][column]) && frame.Contains(at))
                {
                    var own = row < texts?.Count && texts[row] is JsonArray line && column < line.Count ? line[column].Text() ?? line[column]?.ToJsonString() : null;
                    var colour = Range.At(rows[row][column]).Luminance > 0.18 ? new Colour(0, 0, 0) : new Colour(255, 255, 255);
                    RichText.Parse(Template.Fill(template, rows[row][column], own)).Write(svg, at, Trace.Source.At("textfont", "size").Number() ?? 11, colour, "middle");
                }
            }
        }
    }
}
