namespace Scripting.Charts;

/// <summary>Draws one trace. Ranges are settled between <see cref="Measure"/> and <see cref="Draw"/>.</summary>
internal abstract class TracePicture(Trace trace)
{
    public Trace Trace { get; } = trace;

    /// <summary>Tells both axes which values must be in sight.</summary>
    public abstract void Measure();

    public abstract void Draw(SvgWriter svg, Frame frame);

    /// <summary>The sample in the legend.</summary>
    public virtual void DrawKey(SvgWriter svg, Frame box)
    {
        var middle = (box.Top + box.Bottom) / 2;
        svg.Path(new PathData().Rectangle(new Frame(box.Left + 8, middle - 5, box.Right - 8, middle + 5)), Trace.Colour.WithOpacity(0.8), Trace.Colour);
    }

    protected Point At(double x, double y) => new(Trace.X.ToPixel(x), Trace.Y.ToPixel(y));
}
