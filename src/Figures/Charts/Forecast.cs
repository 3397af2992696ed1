using Plotly.NET;

namespace Figures;

public static partial class Draw
{
    /// <summary>Predictions beside what came, and below them the residuals, prediction less actual value.</summary>
    /// <param name="series">The series that was predicted.</param>
    /// <param name="predictions">Name and values of each prediction; the last value stands for the series' last row.</param>
    /// <param name="finding">What the figure shows, in a sentence.</param>
    /// <param name="last">How many of the last rows are drawn; without it, as many as the shortest prediction has.</param>
    /// <param name="title">The figure's title.</param>
    /// <exception cref="ArgumentException">There is no prediction, or one with more values than the series or fewer than <paramref name="last"/>.</exception>
    public static GenericChart Forecast(
        Series series,
        (string Name, IReadOnlyList<double> Values)[] predictions,
        string finding,
        int? last = null,
        string title = "Forecast and residuals")
    {
        ArgumentNullException.ThrowIfNull(series);
        Require.Some(predictions, nameof(predictions));
        var shown = last ?? predictions.Min(prediction => prediction.Values.Count);
        foreach (var (name, values) in predictions)
        {
            if (values.Count < shown || values.Count > series.Values.Count)
            {
                throw new ArgumentException($"'{name}' has {values.Count} values where {shown} to {series.Values.Count} are needed.", nameof(predictions));
            }
        }

        var first = series.Values.Count - shown;
        double[] actual = [.. series.Values.Skip(first)];
        var traces = new List<Trace>
        {
            Timed(series, first, actual, new Map { ["mode"] = "lines", ["name"] = "actual", ["line"] = new Map { ["color"] = Look.Ink, ["width"] = 2.4, ["dash"] = "solid" } }),
        };
        for (var i = 0; i < predictions.Length; i++)
        {
            var (name, values) = predictions[i];
            double[] predicted = [.. values.Skip(values.Count - shown)];
            traces.Add(Timed(series, first, predicted, new Map { ["mode"] = "lines", ["name"] = name, ["line"] = Look.Line(i, 1.5) }));
            traces.Add(Timed(series, first, predicted.Zip(actual, (p, a) => p - a), new Map
            {
                ["mode"] = "lines",
                ["name"] = $"{name}, residual",
                ["showlegend"] = false,
                ["yaxis"] = "y2",
                ["line"] = Look.Line(i, 1.2),
            }));
        }

        var (x, y, residual) = (Look.Axis(null, "date"), Look.Axis(series.Label), Look.Axis("residual"));
        x["anchor"] = "y2";
        y["domain"] = new[] { 0.36, 1 };
        residual["domain"] = new[] { 0, 0.28 };
        return Look.Chart(traces, title, finding, new Map { ["xaxis"] = x, ["yaxis"] = y, ["yaxis2"] = residual }, 540);
    }
}
