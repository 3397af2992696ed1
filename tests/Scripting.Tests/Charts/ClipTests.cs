using Scripting.Charts;

namespace Scripting.Tests.Charts;

public class ClipTests
{
    private static readonly Frame Unit = new(0, 0, 1, 1);

    [Fact]
    public void Segment_InsideStaysAsItIs() =>
        Assert.Equal((new Point(0.1, 0.2), new Point(0.8, 0.9)), Clip.Segment(new Point(0.1, 0.2), new Point(0.8, 0.9), Unit));

    [Fact]
    public void Segment_OutsideIsNothing()
    {
        Assert.Null(Clip.Segment(new Point(-1, -1), new Point(-0.1, 2), Unit));
        Assert.Null(Clip.Segment(new Point(-0.6, 0.5), new Point(0.5, 1.7), Unit));
        Assert.Null(Clip.Segment(new Point(double.NaN, 0.5), new Point(0.5, 0.5), Unit));
    }

    [Fact]
    public void Segment_AcrossKeepsItsSlope()
    {
        var random = new Random(2);
        for (var trial = 0; trial < 1000; trial++)
        {
            var (a, b) = (Any(random), Any(random));
            if (Clip.Segment(a, b, Unit) is not var (from, to))
            {
                // No sampled point of it may be inside.
                Assert.DoesNotContain(Enumerable.Range(0, 201), k => Inside(Between(a, b, k / 200.0), -1e-9));
                continue;
            }

            Assert.True(Inside(from, 1e-9) && Inside(to, 1e-9));
            Assert.Equal(0, ((from.X - a.X) * (b.Y - a.Y)) - ((from.Y - a.Y) * (b.X - a.X)), 1e-9);
        }
    }

    [Fact]
    public void Polyline_LeavingAndReturningIsTwoLines()
    {
        var parts = Clip.Polyline([new(0.2, 0.5), new(0.4, 3), new(0.6, 0.5)], Unit);

        Assert.Equal([2, 2], parts.Select(part => part.Count));
    }

    [Fact]
    public void Polygon_CoveringTheFrameBecomesTheFrame()
    {
        var area = Clip.Polygon([new(-5, -5), new(5, -5), new(5, 5), new(-5, 5)], Unit);

        Assert.Equal(1, Area(area), 1e-12);
    }

    [Fact]
    public void Polygon_OutsideIsEmpty() => Assert.Equal(0, Area(Clip.Polygon([new(2, 2), new(3, 2), new(3, 3)], Unit)));

    private static Point Any(Random random) => new((random.NextDouble() * 4) - 1.5, (random.NextDouble() * 4) - 1.5);

    private static Point Between(Point a, Point b, double t) => new(a.X + (t * (b.X - a.X)), a.Y + (t * (b.Y - a.Y)));

    private static bool Inside(Point p, double slack) => p.X >= -slack && p.X <= 1 + slack && p.Y >= -slack && p.Y <= 1 + slack;

    private static double Area(List<Point> points) => Math.Abs(points.Select((p, i) =>
        (p.X * points[(i + 1) % points.Count].Y) - (points[(i + 1) % points.Count].X * p.Y)).Sum()) / 2;
}
