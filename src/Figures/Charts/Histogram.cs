using Plotly.NET;

namespace Figures;

public static partial class Draw
{
    /// <summary>How often values of each size occur, on a logarithmic axis: steps of equal factors, one outline a group.</summary>
    /// <param name="groups">Name and values of each group; all above 0.</param>
    /// <param name="finding">What the figure shows, in a sentence.</param>
    /// <param name="title">The figure's title.</param>
    /// <param name="x">Title of the horizontal axis.</param>
    /// <param name="y">Title of the vertical axis.</param>
    /// <param name="perDecade">Steps from one power of ten to the next, at least 1.</param>
    /// <exception cref="ArgumentException">There is no group, one without values, or a value that is not above 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no step in a decade.</exception>
    public static GenericChart LogHistogram((string Name, IReadOnlyList<double> Values)[] groups, string finding, string title, string x, string y, int perDecade = 5)
    {
        Require.Some(groups, nameof(groups));
        ArgumentOutOfRangeException.ThrowIfLessThan(perDecade, 1);
        foreach (var (name, values) in groups)
        {
            Require.Some(values, nameof(groups));
            if (values.Any(value => !(value > 0 && double.IsFinite(value))))
            {
                throw new ArgumentException($"'{name}' has the value {values.First(value => !(value > 0 && double.IsFinite(value)))}, which has no place on a logarithmic axis.", nameof(groups));
            }
        }

        // Bins are centred on whole parts of a decade, so that a limit of 1 does not fall on an edge.
        int Bin(double value) => (int)Math.Round(perDecade * Math.Log10(value));
        var (low, high) = (groups.Min(group => group.Values.Min(Bin)) - 1, groups.Max(group => group.Values.Max(Bin)) + 1);
        var traces = groups.Select((group, i) =>
        {
            var counts = group.Values.CountBy(Bin).ToDictionary();
            var bins = Enumerable.Range(low, high - low + 1).ToArray();
            return Look.Trace("scatter", new Map
            {
                ["mode"] = "lines+markers",
                ["name"] = group.Name,
                ["x"] = Look.Numbers(bins.Select(bin => Math.Pow(10, (double)bin / perDecade))),
                ["y"] = Look.Numbers(bins.Select(bin => (double)counts.GetValueOrDefault(bin))),
                ["line"] = new Map(Look.Line(i)) { ["shape"] = "hvh" },
                ["marker"] = Look.Marker(i, 12),
            });
        });
        return Look.Chart([.. traces], title, finding, Axes(Look.Axis(x, "log"), Look.Axis(y)));
    }
}
