namespace Scripting.Charts;

/// <summary>Cuts lines and areas to a plot area, since the pictures carry no clip paths (those need ids).</summary>
internal static class Clip
{
    /// <summary>The parts of a line inside the frame. A point that is not finite is a gap.</summary>
    public static List<List<Point>> Polyline(IReadOnlyList<Point> points, Frame frame)
    {
        var parts = new List<List<Point>>();
        List<Point>? open = null;
        for (var i = 1; i < points.Count; i++)
        {
            if (Segment(points[i - 1], points[i], frame) is not var (from, to))
            {
                open = null;
                continue;
            }

            if (open is null || open[^1] != from)
            {
                open = [from];
                parts.Add(open);
            }

            open.Add(to);
        }

        return parts;
    }

    /// <summary>The part of a segment inside the frame (Liang and Barsky), or null.</summary>
    public static (Point From, Point To)? Segment(Point a, Point b, Frame frame)
    {
        if (!a.IsFinite || !b.IsFinite)
        {
            return null;
        }

        double dx = b.X - a.X, dy = b.Y - a.Y, enter = 0, leave = 1;
        if (!Narrow(-dx, a.X - frame.Left, ref enter, ref leave) || !Narrow(dx, frame.Right - a.X, ref enter, ref leave)
            || !Narrow(-dy, a.Y - frame.Top, ref enter, ref leave) || !Narrow(dy, frame.Bottom - a.Y, ref enter, ref leave))
        {
            return null;
        }

        var from = enter == 0 ? a : new Point(a.X + (enter * dx), a.Y + (enter * dy));
        var to = leave == 1 ? b : new Point(a.X + (leave * dx), a.Y + (leave * dy));
        return (from, to);
    }

    /// <summary>The part of an area inside the frame (Sutherland and Hodgman): one side of the frame after the other.</summary>
    public static List<Point> Polygon(IReadOnlyList<Point> points, Frame frame)
    {
        var area = points.Where(p => p.IsFinite).ToList();
        area = Side(area, p => p.X - frame.Left);
        area = Side(area, p => frame.Right - p.X);
        area = Side(area, p => p.Y - frame.Top);
        return Side(area, p => frame.Bottom - p.Y);
    }

    // p * t <= q keeps the part of the segment on the inner side of one edge.
    private static bool Narrow(double p, double q, ref double enter, ref double leave)
    {
        if (p == 0)
        {
            return q >= 0;
        }

        var t = q / p;
        if (p < 0)
        {
            enter = Math.Max(enter, t);
        }
        else
        {
            leave = Math.Min(leave, t);
        }

        return enter <= leave;
    }

    private static List<Point> Side(List<Point> area, Func<Point, double> inside)
    {
        var kept = new List<Point>(area.Count + 4);
        for (var i = 0; i < area.Count; i++)
        {
            var (a, b) = (area[i], area[(i + 1) % area.Count]);
            var (da, db) = (inside(a), inside(b));
            if (da >= 0)
            {
                kept.Add(a);
            }

            if (da >= 0 != db >= 0)
            {
                var t = da / (da - db);
                kept.Add(new Point(a.X + (t * (b.X - a.X)), a.Y + (t * (b.Y - a.Y))));
            }
        }

        return kept;
    }
}
