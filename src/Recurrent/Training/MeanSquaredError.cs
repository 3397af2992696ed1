using System.Numerics;

namespace Recurrent;

/// <summary>Mean over the last axis of (prediction - target)². Equation (3.4).</summary>
public sealed class MeanSquaredError : Loss
{
    /// <inheritdoc/>
    public override string Name => "mean_squared_error";

    /// <inheritdoc/>
    public override void Evaluate<T>(ReadOnlySpan<T> target, ReadOnlySpan<T> prediction, int width, Span<T> values, Span<T> gradient)
    {
        var two = T.CreateTruncating(2);
        var count = T.CreateTruncating(width);
        for (int row = 0; row < values.Length; row++)
        {
            var sum = T.Zero;
            for (int k = row * width; k < (row + 1) * width; k++)
            {
                var difference = prediction[k] - target[k];
                sum = T.FusedMultiplyAdd(difference, difference, sum);
                gradient[k] = two * difference / count;
            }

            values[row] = sum / count;
        }
    }
}
