using System.Globalization;
using Plotly.NET;

namespace Figures;

public static partial class Draw
{
    /// <summary>
    /// Which of some lengths are solved from which starts: a grid with a text in each cell, its shade by the share that was solved, and a
    /// curve over it. Lengths stand at equal factors.
    /// </summary>
    /// <param name="starts">What stands below each column.</param>
    /// <param name="lengths">The lengths, shortest first; each row lies above the one before.</param>
    /// <param name="cells">For a length and a start, by their numbers from 0: what is written, and the share solved, from 0 to 1.</param>
    /// <param name="curve">A name, and the length that belongs to each start; NaN for a start that has none.</param>
    /// <param name="finding">What the figure shows, in a sentence.</param>
    /// <param name="title">The figure's title.</param>
    /// <param name="x">Title of the horizontal axis.</param>
    /// <param name="y">Title of the vertical axis.</param>
    /// <exception cref="ArgumentException">There is no start, fewer than two lengths, the lengths do not ascend from above 0, or the curve has another number of places.</exception>
    public static GenericChart SolvedGrid(
        IReadOnlyList<string> starts,
        IReadOnlyList<int> lengths,
        Func<int, int, (string Text, double Share)> cells,
        (string Name, IReadOnlyList<double> Lengths) curve,
        string finding,
        string title,
        string x,
        string y)
    {
        Require.Some(starts, nameof(starts));
        Require.SameLength(curve.Name, starts.Count, curve.Lengths.Count, nameof(curve));
        ArgumentNullException.ThrowIfNull(cells);
        if (lengths.Count < 2 || lengths[0] <= 0 || lengths.Zip(lengths.Skip(1)).Any(pair => pair.First >= pair.Second))
        {
            throw new ArgumentException($"The lengths are {string.Join(", ", lengths)}; give at least two, ascending from above 0.", nameof(lengths));
        }

        var all = lengths.Select((_, row) => starts.Select((_, column) => cells(row, column)).ToArray()).ToArray();
        var places = lengths.Select(length => Math.Log2(length)).ToArray();
        var grid = Look.Trace("heatmap", new Map
        {
            ["x"] = Counting(starts.Count, 0),
            ["y"] = Look.Numbers(places),
            ["z"] = all.Select(row => row.Select(cell => Look.Number(cell.Share)).ToArray()).ToArray(),
            ["zmin"] = 0,
            ["zmax"] = 1,
            ["text"] = all.Select(row => row.Select(cell => cell.Text).ToArray()).ToArray(),
            ["texttemplate"] = "%{text}",
            ["textfont"] = new Map { ["size"] = 12 },
            ["colorscale"] = "Cividis",
            ["showscale"] = false,
            ["hoverinfo"] = "text",
            ["xgap"] = 2,
            ["ygap"] = 2,
        });
        var line = Look.Trace("scatter", new Map
        {
            ["mode"] = "lines",
            ["name"] = curve.Name,
            ["showlegend"] = true,
            ["x"] = Counting(starts.Count, 0),
            ["y"] = Look.Numbers(curve.Lengths.Select(length => Math.Log2(length))),
            ["line"] = new Map { ["color"] = PathColour(0), ["width"] = 2.5, ["dash"] = "dash" },
        });
        var (horizontal, vertical) = (Look.Axis(x), Look.Axis(y));
        (horizontal["tickvals"], horizontal["ticktext"]) = (Counting(starts.Count, 0), starts);
        (vertical["tickvals"], vertical["ticktext"]) = (places, lengths.Select(length => length.ToString(CultureInfo.InvariantCulture)).ToArray());
        vertical["range"] = new[] { Math.Round(places[0] - ((places[1] - places[0]) / 2), 3), Math.Round(places[^1] + ((places[^1] - places[^2]) / 2), 3) };
        horizontal["showgrid"] = horizontal["zeroline"] = vertical["showgrid"] = false;
        return Look.Chart([grid, line], title, finding, Axes(horizontal, vertical), 190 + (44 * lengths.Count));
    }
}
