using System.Globalization;
using Plotly.NET;

namespace Figures;

public static partial class Draw
{
    /// <summary>Numbers in rows as a map of colours, with each number in its cell, so that it can be read without colour.</summary>
    /// <param name="columns">What stands below each column; the same text may stand there more than once.</param>
    /// <param name="rows">Name and values of each row, first row on top; as many values as there are columns, NaN for an empty cell.</param>
    /// <param name="finding">What the figure shows, in a sentence.</param>
    /// <param name="title">The figure's title.</param>
    /// <param name="x">Title of the horizontal axis.</param>
    /// <param name="low">Value of the darkest colour.</param>
    /// <param name="high">Value of the lightest colour.</param>
    /// <param name="format">How the numbers are written.</param>
    /// <exception cref="ArgumentException">There is no column or row, a row has another number of values, or two have one name.</exception>
    public static GenericChart HeatMap(
        IReadOnlyList<string> columns,
        (string Name, IReadOnlyList<double> Values)[] rows,
        string finding,
        string title,
        string x,
        double low = 0,
        double high = 1,
        string format = "0.0")
    {
        Require.Some(columns, nameof(columns));
        Require.Some(rows, nameof(rows));
        foreach (var (name, values) in rows)
        {
            Require.SameLength(name, columns.Count, values.Count, nameof(rows));
        }

        if (rows.GroupBy(row => row.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new ArgumentException($"{twice.Count()} rows are called '{twice.Key}'; they would be drawn over each other.", nameof(rows));
        }

        var map = Look.Trace("heatmap", new Map
        {
            ["x"] = Counting(columns.Count, 0),
            ["y"] = rows.Select(row => row.Name).ToArray(),
            ["z"] = rows.Select(row => row.Values.Select(value => Look.Number(Math.Round(value, 3))).ToArray()).ToArray(),
            ["zmin"] = low,
            ["zmax"] = high,
            ["text"] = rows.Select(row => row.Values.Select(value => Text(value, format)).ToArray()).ToArray(),
            ["texttemplate"] = "%{text}",
            ["textfont"] = new Map { ["size"] = 10 },
            ["hovertemplate"] = "%{y}: %{z}<extra></extra>",
            ["colorscale"] = "Cividis",
            ["xgap"] = 1,
            ["ygap"] = 1,
            ["colorbar"] = new Map { ["thickness"] = 14 },
        });
        var (horizontal, vertical) = (Look.Axis(x), Look.Axis(null, "category"));
        (horizontal["tickvals"], horizontal["ticktext"]) = (Counting(columns.Count, 0), columns);
        vertical["autorange"] = "reversed";
        horizontal["showgrid"] = horizontal["zeroline"] = vertical["showgrid"] = false;
        return Look.Chart([map], title, finding, Axes(horizontal, vertical), 150 + (24 * rows.Length));
    }

    private static string Text(double value, string format)
    {
        if (!double.IsFinite(value))
        {
            return "";
        }

        var text = value.ToString(format, CultureInfo.InvariantCulture);
        return text.TrimStart('-').Trim('0', '.').Length == 0 ? text.TrimStart('-') : text.Replace('-', '\u2212');
    }
}
