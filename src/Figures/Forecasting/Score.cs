using Microsoft.Data.Analysis;

namespace Figures;

/// <summary>How far predictions are from what came.</summary>
public static class Score
{
    /// <summary>Root of the mean squared error, in the unit of the values.</summary>
    /// <exception cref="ArgumentException">The lists are empty or differ in length.</exception>
    public static double Rmse(IReadOnlyList<double> actual, IReadOnlyList<double> predicted)
    {
        Require.Some(actual, nameof(actual));
        ArgumentNullException.ThrowIfNull(predicted);
        Require.SameLength(nameof(predicted), actual.Count, predicted.Count, nameof(predicted));
        return Math.Sqrt(actual.Zip(predicted, (a, p) => (a - p) * (a - p)).Average());
    }

    /// <summary>
    /// A table of test errors, smallest first: name, RMSE, and the error as a share of the first row given, in percent, when that one is
    /// the rule to compare with.
    /// </summary>
    /// <param name="actual">What came.</param>
    /// <param name="predictions">Name and values of each prediction, as many as there are actual values. The first is the one the others are compared with.</param>
    /// <exception cref="ArgumentException">There is no prediction, or one of another length.</exception>
    public static DataFrame RmseTable(IReadOnlyList<double> actual, (string Name, IReadOnlyList<double> Values)[] predictions)
    {
        Require.Some(predictions, nameof(predictions));
        var rows = predictions.Select(prediction => (prediction.Name, Error: Rmse(actual, prediction.Values))).ToArray();
        var (reference, compared) = (rows[0].Error, rows[0].Name);
        var sorted = rows.OrderBy(row => row.Error).ToArray();
        return new DataFrame(
            new StringDataFrameColumn("model", sorted.Select(row => row.Name)),
            new DoubleDataFrameColumn("test RMSE", sorted.Select(row => Math.Round(row.Error, 4))),
            new DoubleDataFrameColumn($"% of {compared}", sorted.Select(row => Math.Round(100 * row.Error / reference, 1))));
    }
}
