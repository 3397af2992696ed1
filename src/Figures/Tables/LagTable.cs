using System.Globalization;
using Microsoft.Data.Analysis;

namespace Figures;

/// <summary>Gradient against lag as a table: a row a network, a column a lag.</summary>
public static class LagTable
{
    /// <summary>log10 of the gradient ratio at some lags, to one decimal.</summary>
    /// <param name="curves">Name and log10 ratios of each network, for lag 0, 1, 2, ...</param>
    /// <param name="lags">The lags shown, each below the length of every curve.</param>
    /// <exception cref="ArgumentException">There is no curve or no lag.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A curve does not reach a lag.</exception>
    public static DataFrame Of((string Name, IReadOnlyList<double> Log10Ratio)[] curves, params int[] lags)
    {
        Require.Some(curves, nameof(curves));
        Require.Some(lags, nameof(lags));
        var names = new StringDataFrameColumn("log10 of the ratio at", curves.Select(curve => curve.Name));
        return new DataFrame([names, .. lags.Select(lag => Column(lag, curves))]);
    }

    private static StringDataFrameColumn Column(int lag, (string Name, IReadOnlyList<double> Log10Ratio)[] curves) =>
        new(string.Create(CultureInfo.InvariantCulture, $"lag {lag}"), curves.Select(curve => Value(curve.Name, curve.Log10Ratio, lag)));

    private static string Value(string name, IReadOnlyList<double> ratios, int lag) => lag >= 0 && lag < ratios.Count
        ? ratios[lag].ToString("+0.0;−0.0;0.0", CultureInfo.InvariantCulture)
        : throw new ArgumentOutOfRangeException(nameof(lag), lag, $"'{name}' has the lags 0 to {ratios.Count - 1}.");
}
