using Plotly.NET;

namespace Figures;

public static partial class Draw
{
    /// <summary>Loss against epoch, on a logarithmic axis.</summary>
    /// <param name="curves">Name and losses of each curve, one value an epoch, as a training history has them.</param>
    /// <param name="finding">What the figure shows, in a sentence.</param>
    /// <param name="title">The figure's title.</param>
    /// <param name="loss">Title of the vertical axis.</param>
    /// <exception cref="ArgumentException">There is no curve.</exception>
    public static GenericChart LossCurves(
        (string Name, IReadOnlyList<double> Loss)[] curves,
        string finding,
        string title = "Loss by epoch",
        string loss = "mean squared error")
    {
        Require.Some(curves, nameof(curves));
        return Lines(
            [.. curves.Select(curve => (curve.Name, (IReadOnlyList<double>)Counting(curve.Loss.Count, 1), curve.Loss))],
            finding,
            title,
            "epoch",
            loss,
            logY: true);
    }
}
