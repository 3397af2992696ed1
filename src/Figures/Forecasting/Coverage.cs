namespace Figures;

/// <summary>How often what came lies where a forecast said it would.</summary>
public static class Coverage
{
    /// <summary>Share of the values that lie in their band, ends included.</summary>
    /// <param name="actual">What came.</param>
    /// <param name="low">Lower end of the band for each value.</param>
    /// <param name="high">Upper end.</param>
    /// <exception cref="ArgumentException">There are no values, or the lists differ in length.</exception>
    public static double Share(IReadOnlyList<double> actual, IReadOnlyList<double> low, IReadOnlyList<double> high)
    {
        Require.Some(actual, nameof(actual));
        ArgumentNullException.ThrowIfNull(low);
        ArgumentNullException.ThrowIfNull(high);
        Require.SameLength(nameof(low), actual.Count, low.Count, nameof(low));
        Require.SameLength(nameof(high), actual.Count, high.Count, nameof(high));
        return Enumerable.Range(0, actual.Count).Count(i => actual[i] >= low[i] && actual[i] <= high[i]) / (double)actual.Count;
    }

    /// <summary>Share of the values that lie at or below what was forecast: for a forecast of the q-quantile it should be q.</summary>
    /// <param name="actual">What came.</param>
    /// <param name="forecast">The forecast of each value.</param>
    /// <exception cref="ArgumentException">There are no values, or the lists differ in length.</exception>
    public static double Below(IReadOnlyList<double> actual, IReadOnlyList<double> forecast)
    {
        Require.Some(actual, nameof(actual));
        ArgumentNullException.ThrowIfNull(forecast);
        Require.SameLength(nameof(forecast), actual.Count, forecast.Count, nameof(forecast));
        return Enumerable.Range(0, actual.Count).Count(i => actual[i] <= forecast[i]) / (double)actual.Count;
    }
}
