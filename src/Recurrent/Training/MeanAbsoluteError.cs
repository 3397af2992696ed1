namespace Recurrent;

/// <summary>Mean over the last axis of |prediction - target|; the derivative at 0 is taken as 0.</summary>
public sealed class MeanAbsoluteError : Loss
{
    /// <inheritdoc/>
    public override string Name => "mean_absolute_error";

    /// <inheritdoc/>
    public override void Evaluate<T>(ReadOnlySpan<T> target, ReadOnlySpan<T> prediction, int width, Span<T> values, Span<T> gradient)
    {
        var count = T.CreateTruncating(width);
        for (int row = 0; row < values.Length; row++)
        {
            var sum = T.Zero;
            for (int k = row * width; k < (row + 1) * width; k++)
            {
                var difference = prediction[k] - target[k];
                sum += T.Abs(difference);
                gradient[k] = T.CreateTruncating(T.Sign(difference)) / count;
            }

            values[row] = sum / count;
        }
    }
}
