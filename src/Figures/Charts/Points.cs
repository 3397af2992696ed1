using Plotly.NET;

namespace Figures;

public static partial class Draw
{
    /// <summary>Points, without lines between them.</summary>
    /// <param name="groups">Name of each group of points and their places.</param>
    /// <param name="finding">What the figure shows, in a sentence.</param>
    /// <param name="title">The figure's title.</param>
    /// <param name="x">Title of the horizontal axis.</param>
    /// <param name="y">Title of the vertical axis.</param>
    /// <exception cref="ArgumentException">There is no group, or one whose two lists differ in length.</exception>
    public static GenericChart Points(
        (string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y)[] groups,
        string finding,
        string title,
        string x,
        string y)
    {
        Require.Some(groups, nameof(groups));
        foreach (var (name, places, values) in groups)
        {
            Require.SameLength(name, places.Count, values.Count, nameof(groups));
        }

        var traces = groups.Select((group, i) => Look.Trace("scatter", new Map
        {
            ["mode"] = "markers",
            ["name"] = group.Name,
            ["x"] = Look.Numbers(group.X),
            ["y"] = Look.Numbers(group.Y),
            ["marker"] = new Map(Look.Marker(i)) { ["opacity"] = 0.75 },
        }));
        return Look.Chart([.. traces], title, finding, Axes(Look.Axis(x), Look.Axis(y)));
    }
}
