namespace Scripting.Charts;

/// <summary>How the bars of a trace are filled, so that neighbours differ without colour.</summary>
internal enum Hatch
{
    None,
    Rising,
    Level,
    Falling,
}

/// <summary>Draws hatchings as lines, since patterns need ids.</summary>
internal static class Hatching
{
    private const double Gap = 6;

    public static void Add(PathData path, Frame bar, Hatch hatch)
    {
        if (hatch == Hatch.None || bar.Width < 1 || bar.Height < 1)
        {
            return;
        }

        var slope = hatch switch { Hatch.Rising => -1, Hatch.Falling => 1, _ => 0 };
        var reach = Math.Abs(slope) * bar.Width;

        // Lines start on a grid common to all bars, so that neighbouring bars look alike.
        for (var y = Math.Floor((bar.Top - reach) / Gap) * Gap; y <= bar.Bottom + reach; y += Gap)
        {
            var (from, to) = (new Point(bar.Left, y), new Point(bar.Right, y + (slope * bar.Width)));
            if (Clip.Segment(from, to, bar) is var (a, b) && (a.X != b.X || a.Y != b.Y))
            {
                path.Line([a, b]);
            }
        }
    }
}
