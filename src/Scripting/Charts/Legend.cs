using System.Text.Json.Nodes;

namespace Scripting.Charts;

/// <summary>Names the traces beside samples of their lines and markers: to the right, in rows above or below, or inside the plot.</summary>
internal sealed class Legend
{
    private const double Size = 12;
    private const double Key = 30;
    private const double Gap = 7;
    private const double RowHeight = 18;
    private readonly JsonNode? layout;
    private readonly List<(TracePicture Picture, RichText Name)> entries;
    private readonly RichText? title;
    private readonly bool isShown;

    public Legend(IReadOnlyList<TracePicture> pictures, JsonNode? layout)
    {
        this.layout = layout.At("legend");
        entries = [.. pictures.Where(picture => picture.Trace.IsInLegend).Select(picture => (picture, RichText.Parse(picture.Trace.Name)))];
        title = this.layout.At("title").TitleText() is { } text ? RichText.Parse(text) : null;
        isShown = entries.Count > 0 && (layout.At("showlegend").Flag()
            ?? (entries.Count > 1 || entries.Any(entry => entry.Picture.Trace.Source.At("showlegend").Flag() == true)));
    }

    public bool IsRight => isShown && !IsInRows && (X is null or > 1);

    public bool IsAbove => isShown && IsInRows && (Y is null or >= 1);

    public bool IsBelow => isShown && IsInRows && Y is < 0;

    private bool IsInRows => layout.At("orientation").Text() == "h";

    private double? X => layout.At("x").Number();

    private double? Y => layout.At("y").Number();

    private double EntryWidth => entries.Max(entry => entry.Name.Width(Size)) + Key + Gap;

    /// <summary>Pixels it takes to the right of the plot.</summary>
    public double Width => IsRight ? Math.Max(EntryWidth, title?.Width(Size) ?? 0) + 14 : 0;

    /// <summary>Pixels its rows take above or below the plot, when these are <paramref name="room"/> wide.</summary>
    public double Height(double room) => IsAbove || IsBelow ? (Rows(room).Count * RowHeight) + 6 : 0;

    /// <summary>Draws it with its top left corner at <paramref name="corner"/>, or inside <paramref name="plot"/> where the figure puts it there.</summary>
    public void Draw(SvgWriter svg, Point corner, Frame plot)
    {
        if (!isShown)
        {
            return;
        }

        if (IsAbove || IsBelow)
        {
            DrawRows(svg, Rows(plot.Width), corner);
        }
        else if (IsRight)
        {
            DrawColumn(svg, corner);
        }
        else if (IsInRows)
        {
            DrawRows(svg, Rows(plot.Width), Inside(plot, plot.Width, Rows(plot.Width).Count * RowHeight));
        }
        else
        {
            DrawColumn(svg, Inside(plot, EntryWidth, (entries.Count + (title is null ? 0 : 1)) * RowHeight));
        }
    }

    private Point Inside(Frame plot, double width, double height)
    {
        var (x, y) = (X ?? 1, Y ?? 1);
        var fromLeft = layout.At("xanchor").Text() switch { "left" => 0.0, "center" => 0.5, "right" => 1, _ => x <= 1.0 / 3 ? 0 : x >= 2.0 / 3 ? 1 : 0.5 };
        var fromTop = layout.At("yanchor").Text() switch { "top" => 0.0, "middle" => 0.5, "bottom" => 1, _ => y >= 2.0 / 3 ? 0 : y <= 1.0 / 3 ? 1 : 0.5 };
        return new Point(plot.Left + (x * plot.Width) - (fromLeft * width), plot.Bottom - (y * plot.Height) - (fromTop * height));
    }

    private void DrawColumn(SvgWriter svg, Point corner)
    {
        var y = corner.Y;
        if (title is not null)
        {
            title.Write(svg, new Point(corner.X, y + (RowHeight / 2)), Size, Colour.Ink, bold: true);
            y += RowHeight;
        }

        foreach (var (picture, name) in entries)
        {
            DrawEntry(svg, picture, name, new Point(corner.X, y));
            y += RowHeight;
        }
    }

    private void DrawRows(SvgWriter svg, List<List<(TracePicture, RichText)>> rows, Point corner)
    {
        for (var row = 0; row < rows.Count; row++)
        {
            var x = corner.X;
            foreach (var (picture, name) in rows[row])
            {
                DrawEntry(svg, picture, name, new Point(x, corner.Y + (row * RowHeight)));
                x += Advance(name);
            }
        }
    }

    private static void DrawEntry(SvgWriter svg, TracePicture picture, RichText name, Point corner)
    {
        picture.DrawKey(svg, new Frame(corner.X, corner.Y + 2, corner.X + Key, corner.Y + RowHeight - 2));
        name.Write(svg, new Point(corner.X + Key + Gap, corner.Y + (RowHeight / 2)), Size, Colour.Ink);
    }

    private List<List<(TracePicture, RichText)>> Rows(double room)
    {
        List<List<(TracePicture, RichText)>> rows = [[]];
        var used = 0.0;
        foreach (var entry in entries)
        {
            if (rows[^1].Count > 0 && used + Advance(entry.Name) - 18 > room)
            {
                rows.Add([]);
                used = 0;
            }

            rows[^1].Add(entry);
            used += Advance(entry.Name);
        }

        return rows;
    }

    private static double Advance(RichText name) => Key + Gap + name.Width(Size) + 18;
}
