using Plotly.NET;

namespace Figures;

public static partial class Draw
{
    /// <summary>How much each lag adds to the gradient of a recurrent weight matrix: the sum over steps, taken apart.</summary>
    /// <param name="curves">Name and, for lag 0, 1, 2, ..., the norm of that lag's part of the gradient.</param>
    /// <param name="finding">What the figure shows, in a sentence.</param>
    /// <param name="title">The figure's title.</param>
    /// <exception cref="ArgumentException">There is no curve.</exception>
    public static GenericChart ContributionsByLag(
        (string Name, IReadOnlyList<double> Norms)[] curves,
        string finding,
        string title = "What each lag adds to the gradient")
    {
        Require.Some(curves, nameof(curves));
        return Lines(
            [.. curves.Select(curve => (curve.Name, (IReadOnlyList<double>)Counting(curve.Norms.Count, 0), curve.Norms))],
            finding,
            title,
            "lag <i>k</i>",
            "norm of its part of the gradient",
            logY: true,
            markers: 12);
    }
}
