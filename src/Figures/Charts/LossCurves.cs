using Plotly.NET;
using Recurrent;

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

    /// <summary>Training loss of each run and, where it was measured, the loss on the data held back, both against epoch.</summary>
    /// <param name="runs">Name and history of each run.</param>
    /// <param name="finding">What the figure shows, in a sentence.</param>
    /// <param name="title">The figure's title.</param>
    /// <param name="loss">Title of the vertical axis.</param>
    /// <param name="heldBack">What the data of <c>val_loss</c> are called.</param>
    /// <exception cref="ArgumentException">There is no run.</exception>
    public static GenericChart LossCurves(
        (string Name, History History)[] runs,
        string finding,
        string title = "Loss by epoch",
        string loss = "mean squared error",
        string heldBack = "test")
    {
        Require.Some(runs, nameof(runs));
        var curves = runs.SelectMany(run => run.History.Keys.Contains("val_loss")
            ? new[] { ($"{run.Name}, training", run.History.Loss), ($"{run.Name}, {heldBack}", run.History.ValidationLoss) }
            : [(run.Name, run.History.Loss)]);
        return LossCurves([.. curves], finding, title, loss);
    }
}
