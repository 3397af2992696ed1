namespace Recurrent;

/// <summary>
/// Mean over the last axis of e² / 2 for |e| at most delta, else delta |e| - delta² / 2, with e = prediction - target.
/// Huber (1964).
/// </summary>
public sealed class Huber : Loss
{
    /// <summary>Describes the loss.</summary>
    /// <param name="delta">Where the parabola becomes a line; above 0.</param>
    public Huber(double delta = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(delta);
        Delta = delta;
    }

    /// <summary>Where the parabola becomes a line.</summary>
    public double Delta { get; }

    /// <inheritdoc/>
    public override string Name => "huber";

    /// <inheritdoc/>
    public override void Evaluate<T>(ReadOnlySpan<T> target, ReadOnlySpan<T> prediction, int width, Span<T> values, Span<T> gradient)
    {
        var delta = T.CreateTruncating(Delta);
        var half = T.CreateTruncating(0.5);
        var count = T.CreateTruncating(width);
        for (int row = 0; row < values.Length; row++)
        {
            var sum = T.Zero;
            for (int k = row * width; k < (row + 1) * width; k++)
            {
                var difference = prediction[k] - target[k];
                var size = T.Abs(difference);
                sum += size <= delta ? half * difference * difference : (delta * size) - (half * delta * delta);
                gradient[k] = T.Clamp(difference, -delta, delta) / count;
            }

            values[row] = sum / count;
        }
    }
}
