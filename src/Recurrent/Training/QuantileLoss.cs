using System.Numerics;

namespace Recurrent;

/// <summary>
/// Pinball loss: with e = target - prediction the mean of max(q e, (q - 1) e); it is least at the q-quantile. With several
/// quantiles the prediction has one column for each and the target one column. (5.15); Koenker and Bassett (1978).
/// </summary>
public sealed class QuantileLoss : Loss
{
    private readonly double[] _quantiles;

    /// <summary>Describes the loss.</summary>
    /// <param name="quantiles">One or more numbers in (0, 1).</param>
    /// <exception cref="ArgumentException">None is given, or one lies outside of (0, 1).</exception>
    public QuantileLoss(params double[] quantiles)
    {
        ArgumentNullException.ThrowIfNull(quantiles);
        if (quantiles.Length == 0 || Array.Exists(quantiles, q => !(q > 0 && q < 1)))
        {
            throw new ArgumentException($"Quantiles lie in (0, 1) and there is at least one; given are [{string.Join(", ", quantiles)}].", nameof(quantiles));
        }

        _quantiles = [.. quantiles];
    }

    /// <summary>The quantiles, in the order of the prediction's columns.</summary>
    public IReadOnlyList<double> Quantiles => _quantiles;

    /// <inheritdoc/>
    public override string Name => "quantile";

    /// <inheritdoc/>
    public override int TargetWidth(int width)
    {
        if (_quantiles.Length > 1 && width != _quantiles.Length)
        {
            throw new ArgumentException($"The prediction has {width} columns; the {_quantiles.Length} quantiles need one each.", nameof(width));
        }

        return _quantiles.Length > 1 ? 1 : width;
    }

    /// <inheritdoc/>
    public override void Evaluate<T>(ReadOnlySpan<T> target, ReadOnlySpan<T> prediction, int width, Span<T> values, Span<T> gradient)
    {
        var count = T.CreateTruncating(width);
        bool shared = _quantiles.Length > 1;
        for (int row = 0; row < values.Length; row++)
        {
            var sum = T.Zero;
            for (int k = row * width; k < (row + 1) * width; k++)
            {
                var q = T.CreateTruncating(_quantiles[shared ? k - (row * width) : 0]);
                var e = target[shared ? row : k] - prediction[k];
                var slope = e > T.Zero ? q : e < T.Zero ? q - T.One : T.Zero;
                sum += slope * e;
                gradient[k] = -slope / count;
            }

            values[row] = sum / count;
        }
    }
}
