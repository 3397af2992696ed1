using Plotly.NET;

namespace Figures;

public static partial class Draw
{
    /// <summary>
    /// Relative error of a central difference against its step: it falls with the square of the step until rounding takes over.
    /// </summary>
    /// <param name="epsilons">The steps.</param>
    /// <param name="curves">Name and, for each step, the error; as many as there are steps.</param>
    /// <param name="finding">What the figure shows, in a sentence.</param>
    /// <param name="title">The figure's title.</param>
    /// <exception cref="ArgumentException">There is no curve, or one of another length.</exception>
    public static GenericChart ErrorAgainstEpsilon(
        IReadOnlyList<double> epsilons,
        (string Name, IReadOnlyList<double> Errors)[] curves,
        string finding,
        string title = "Error of the numeric gradient against its step")
    {
        Require.Some(curves, nameof(curves));
        return Lines([.. curves.Select(curve => (curve.Name, epsilons, curve.Errors))], finding, title, "step ε", "relative error", logX: true, logY: true, markers: -1);
    }
}
