using System.Globalization;
using Plotly.NET;
using Recurrent;

namespace Figures;

public static partial class Draw
{
    private const double SmallestError = 1e-17;

    /// <summary>
    /// A matrix of relative errors, one cell a parameter block: log10 of the error as colour and as number, with a cross where it
    /// exceeds the tolerance.
    /// </summary>
    /// <param name="blocks">Row (layer or model), column (weights) and relative error of each block; a cell without one stays empty.</param>
    /// <param name="finding">What the figure shows, in a sentence.</param>
    /// <param name="tolerance">The largest error that still counts as agreement.</param>
    /// <param name="title">The figure's title.</param>
    /// <exception cref="ArgumentException">There is no block, or one that is given twice.</exception>
    public static GenericChart BlockErrors(
        (string Row, string Column, double Error)[] blocks,
        string finding,
        double tolerance = 1e-6,
        string title = "Relative error of each parameter block")
    {
        Require.Some(blocks, nameof(blocks));
        string[] rows = [.. blocks.Select(block => block.Row).Distinct()], columns = [.. blocks.Select(block => block.Column).Distinct()];
        var errors = new double?[rows.Length][];
        var texts = new string[rows.Length][];
        for (var i = 0; i < rows.Length; i++)
        {
            errors[i] = new double?[columns.Length];
            texts[i] = [.. Enumerable.Repeat("", columns.Length)];
        }

        foreach (var (row, column, error) in blocks)
        {
            var (i, j) = (Array.IndexOf(rows, row), Array.IndexOf(columns, column));
            if (texts[i][j].Length > 0)
            {
                throw new ArgumentException($"The block '{column}' of '{row}' is given twice.", nameof(blocks));
            }

            var exponent = Math.Log10(Math.Max(error, SmallestError));
            errors[i][j] = double.IsFinite(exponent) ? Math.Round(exponent, 1) : 0;
            var number = double.IsFinite(exponent) ? exponent.ToString("0.0", CultureInfo.InvariantCulture).Replace('-', '\u2212') : "not finite";
            texts[i][j] = number + (error <= tolerance ? "" : " ✗");
        }

        var map = Look.Trace("heatmap", new Map
        {
            ["x"] = columns,
            ["y"] = rows,
            ["z"] = errors,
            ["zmin"] = -14,
            ["zmax"] = 0,
            ["text"] = texts,
            ["texttemplate"] = "%{text}",
            ["hovertemplate"] = "%{y} %{x}: 10^%{z}<extra></extra>",
            ["colorscale"] = "Cividis",
            ["xgap"] = 1,
            ["ygap"] = 1,
            ["colorbar"] = new Map { ["title"] = new Map { ["text"] = "log<sub>10</sub> of the error", ["side"] = "right" } },
        });
        var (x, y) = (Look.Axis(null, "category"), Look.Axis(null, "category"));
        y["autorange"] = "reversed";
        x["showgrid"] = y["showgrid"] = false;
        return Look.Chart([map], title, finding, Axes(x, y), 190 + (38 * rows.Length));
    }

    /// <summary>The largest relative errors of gradient checks: a row a layer, a column a kind of weights.</summary>
    /// <param name="reports">Name and report of each checked model; the name may be empty where there is one.</param>
    /// <param name="finding">What the figure shows, in a sentence.</param>
    /// <param name="tolerance">The largest error that still counts as agreement.</param>
    /// <param name="title">The figure's title.</param>
    /// <exception cref="ArgumentException">There is no report.</exception>
    public static GenericChart BlockErrors(
        (string Name, GradientReport Report)[] reports,
        string finding,
        double tolerance = 1e-6,
        string title = "Relative error of each parameter block")
    {
        Require.Some(reports, nameof(reports));
        var blocks = reports.SelectMany(report => report.Report.ErrorsByVariable.Select(pair =>
        {
            var (layer, weights) = (pair.Key.Split('/')[0], pair.Key.Split('/')[^1]);
            return (report.Name.Length == 0 ? layer : $"{report.Name}, {layer}", weights, pair.Value);
        }));
        return BlockErrors([.. blocks], finding, tolerance, title);
    }
}
