using Plotly.NET;

namespace Figures;

public static partial class Draw
{
    private const double PanelGap = 0.35;
    private const double PanelHead = 0.04;     // room for the first panel's title

    /// <summary>Several series below each other, each on its own axes.</summary>
    /// <param name="series">The series, and how many of its first rows are drawn; 0 for all of them.</param>
    /// <param name="finding">What the figure shows, in a sentence.</param>
    /// <param name="title">The figure's title.</param>
    /// <exception cref="ArgumentException">There is no series.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number of rows is below 0 or above what the series has.</exception>
    public static GenericChart SeriesPanel((Series Series, int Rows)[] series, string finding, string title)
    {
        Require.Some(series, nameof(series));
        var (axes, traces, notes) = (new Map(), new List<Trace>(), new List<object>());
        var share = (1 - PanelHead) / (series.Length - PanelGap);
        for (var i = 0; i < series.Length; i++)
        {
            var (shown, rows) = series[i];
            if (rows < 0 || rows > shown.Values.Count)
            {
                throw new ArgumentOutOfRangeException(nameof(series), rows, $"'{shown.Name}' has {shown.Values.Count} rows; 0 stands for all of them.");
            }

            var (number, top) = (i == 0 ? "" : $"{i + 1}", 1 - PanelHead - (i * share));
            var bottom = Math.Max(0, top - ((1 - PanelGap) * share));
            traces.Add(Timed(shown, 0, rows == 0 ? shown.Values : shown.Values.Take(rows), new Map
            {
                ["mode"] = "lines",
                ["name"] = shown.Name,
                ["showlegend"] = false,
                ["line"] = new Map { ["color"] = Look.Colour(i), ["width"] = 1.2 },
                ["xaxis"] = $"x{number}",
                ["yaxis"] = $"y{number}",
            }));
            var (x, y) = (Look.Axis(null, "date"), Look.Axis(null));
            x["anchor"] = $"y{number}";
            (y["anchor"], y["domain"]) = ($"x{number}", new[] { Math.Round(bottom, 4), Math.Round(top, 4) });
            (axes[$"xaxis{number}"], axes[$"yaxis{number}"]) = (x, y);
            notes.Add(PanelTitle($"<b>{shown.Name}</b>: {shown.Label}{(rows == 0 ? "" : $", the first {rows} rows")}", top));
        }

        axes["annotations"] = notes;
        return Look.Chart(traces, title, finding, axes, 110 + (150 * series.Length));
    }

    private static Map PanelTitle(string text, double top) => new()
    {
        ["text"] = text,
        ["showarrow"] = false,
        ["xref"] = "paper",
        ["yref"] = "paper",
        ["x"] = 0,
        ["y"] = Math.Round(top, 4),
        ["xanchor"] = "left",
        ["yanchor"] = "bottom",
    };
}
