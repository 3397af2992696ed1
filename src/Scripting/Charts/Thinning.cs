namespace Scripting.Charts;

/// <summary>Leaves out points that a picture cannot show, so that its size does not grow with the data.</summary>
internal static class Thinning
{
    /// <summary>
    /// Keeps the lowest and the highest point of each pixel column, in their order, and both ends. Applies to a line that runs
    /// from left to right and has more than two points a pixel; other lines are returned as they are.
    /// </summary>
    public static IReadOnlyList<Point> Line(IReadOnlyList<Point> points, double width)
    {
        if (points.Count <= 2 * width || !RunsRight(points))
        {
            return points;
        }

        var kept = new List<Point> { points[0] };
        for (var start = 0; start < points.Count;)
        {
            int low = start, high = start, end = start;
            var column = Math.Floor(points[start].X);
            for (; end < points.Count && Math.Floor(points[end].X) == column; end++)
            {
                low = points[end].Y > points[low].Y ? end : low;
                high = points[end].Y < points[high].Y ? end : high;
            }

            kept.Add(points[Math.Min(low, high)]);
            if (low != high)
            {
                kept.Add(points[Math.Max(low, high)]);
            }

            start = end;
        }

        kept.Add(points[^1]);
        return kept;
    }

    /// <summary>Keeps one marker of those that fall on the same half pixel.</summary>
    public static IEnumerable<int> Markers(IReadOnlyList<Point> points)
    {
        var taken = new HashSet<(long, long)>();
        for (var i = 0; i < points.Count; i++)
        {
            if (points[i].IsFinite && (points.Count <= 2000 || taken.Add(((long)Math.Round(points[i].X * 2), (long)Math.Round(points[i].Y * 2)))))
            {
                yield return i;
            }
        }
    }

    private static bool RunsRight(IReadOnlyList<Point> points)
    {
        for (var i = 1; i < points.Count; i++)
        {
            if (points[i].X < points[i - 1].X)
            {
                return false;
            }
        }

        return true;
    }
}
