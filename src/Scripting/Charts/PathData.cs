using System.Globalization;
using System.Text;

namespace Scripting.Charts;

/// <summary>Path commands in tenths of a pixel, relative to the last point, so that long lines stay short and never drift.</summary>
internal sealed class PathData
{
    private const double Furthest = 1e9;
    private readonly StringBuilder text = new();
    private long x;
    private long y;
    private bool drawn;

    public bool IsEmpty => text.Length == 0;

    /// <summary>Adds an open line. Points that round to the one before are left out.</summary>
    public PathData Line(IEnumerable<Point> points, bool close = false)
    {
        var first = true;
        foreach (var point in points)
        {
            if (first)
            {
                MoveTo(point);
                first = false;
            }
            else
            {
                LineTo(point);
            }
        }

        if (close && !first)
        {
            text.Append('z');
            drawn = false;
        }

        return this;
    }

    public PathData Rectangle(Frame f)
    {
        MoveTo(new Point(f.Left, f.Top));
        text.Append('h');
        Append(Tenths(f.Right) - x);
        text.Append('v');
        Append(Tenths(f.Bottom) - y);
        text.Append('h');
        Append(x - Tenths(f.Right));
        text.Append('z');
        drawn = false;
        return this;
    }

    /// <summary>A zero-length line: a dot when stroked with a round cap.</summary>
    public PathData Dot(Point at)
    {
        MoveTo(at);
        text.Append("h0");
        drawn = false;
        return this;
    }

    public override string ToString() => text.ToString();

    private static long Tenths(double value) => (long)Math.Round(Math.Clamp(value * 10, -Furthest, Furthest), MidpointRounding.AwayFromZero);

    private void MoveTo(Point to)
    {
        (x, y, drawn) = (Tenths(to.X), Tenths(to.Y), false);
        text.Append('M');
        Append(x);
        Separate(y);
        Append(y);
    }

    private void LineTo(Point to)
    {
        var (nextX, nextY) = (Tenths(to.X), Tenths(to.Y));
        var (dx, dy) = (nextX - x, nextY - y);
        if (dx == 0 && dy == 0)
        {
            return;
        }

        if (!drawn)
        {
            text.Append('l');
        }
        else
        {
            Separate(dx);
        }

        Append(dx);
        Separate(dy);
        Append(dy);
        (x, y, drawn) = (nextX, nextY, true);
    }

    private void Separate(long next)
    {
        if (next >= 0)
        {
            text.Append(' ');
        }
    }

    private void Append(long tenths)
    {
        var (whole, rest) = Math.DivRem(Math.Abs(tenths), 10);
        if (tenths < 0)
        {
            text.Append('-');
        }

        if (whole != 0 || rest == 0)
        {
            text.Append(whole.ToString(CultureInfo.InvariantCulture));
        }

        if (rest != 0)
        {
            text.Append('.').Append(rest);
        }
    }
}
