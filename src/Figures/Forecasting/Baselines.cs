namespace Figures;

/// <summary>
/// Rules that any network has to beat. Each predicts every value of the series' test part from the true values before it,
/// one step ahead, and learns from the training part alone.
/// </summary>
public static class Baselines
{
    /// <summary>The value before.</summary>
    public static double[] LastValue(Series series) => SeasonBefore(series, 1);

    /// <summary>The value one season before.</summary>
    /// <param name="series">The series.</param>
    /// <param name="season">Length of the season in rows: 12 for a year of months.</param>
    /// <exception cref="ArgumentOutOfRangeException">The season is below 1 or longer than the training part.</exception>
    public static double[] SeasonBefore(Series series, int season)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (season < 1 || season > series.TrainingCount)
        {
            throw new ArgumentOutOfRangeException(nameof(season), season, $"A season of this series has 1 to {series.TrainingCount} rows.");
        }

        return [.. Enumerable.Range(series.TrainingCount, series.Values.Count - series.TrainingCount).Select(i => series.Values[i - season])];
    }

    /// <summary>The mean of the training part, always.</summary>
    public static double[] TrainingMean(Series series)
    {
        ArgumentNullException.ThrowIfNull(series);
        return [.. Enumerable.Repeat(series.Training.Average(), series.Values.Count - series.TrainingCount)];
    }

    /// <summary>A weighted sum of the last values and a constant, the weights fitted by least squares.</summary>
    /// <param name="series">The series.</param>
    /// <param name="order">How many values back it looks.</param>
    /// <exception cref="ArgumentOutOfRangeException">The training part is too short for this order.</exception>
    public static double[] Autoregressive(Series series, int order)
    {
        ArgumentNullException.ThrowIfNull(series);
        var model = Autoregression.Fit(series.Training, order);
        return [.. Enumerable.Range(series.TrainingCount, series.Values.Count - series.TrainingCount).Select(i => model.Predict(series.Values, i))];
    }
}
