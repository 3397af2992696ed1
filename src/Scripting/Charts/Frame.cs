namespace Scripting.Charts;

/// <summary>A point in pixels, y downwards.</summary>
internal readonly record struct Point(double X, double Y)
{
    public bool IsFinite => double.IsFinite(X) && double.IsFinite(Y);
}

/// <summary>A rectangle in pixels, y downwards: the picture, or the plot area of one subplot.</summary>
internal readonly record struct Frame(double Left, double Top, double Right, double Bottom)
{
    public double Width => Right - Left;

    public double Height => Bottom - Top;

    public bool Contains(Point p) => p.X >= Left - 0.01 && p.X <= Right + 0.01 && p.Y >= Top - 0.01 && p.Y <= Bottom + 0.01;

    /// <summary>The part of <paramref name="other"/> inside this frame, or null when they do not meet.</summary>
    public Frame? Intersect(Frame other)
    {
        var common = new Frame(Math.Max(Left, other.Left), Math.Max(Top, other.Top), Math.Min(Right, other.Right), Math.Min(Bottom, other.Bottom));
        return common.Width >= 0 && common.Height >= 0 ? common : null;
    }
}
