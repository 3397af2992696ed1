namespace Recurrent;

/// <summary>Constant rates between given numbers of updates, as Keras' PiecewiseConstantDecay.</summary>
public sealed class StepDecay : LearningRate
{
    private readonly long[] _boundaries;
    private readonly double[] _rates;

    /// <summary>Describes the schedule.</summary>
    /// <param name="boundaries">Numbers of updates, increasing; up to and including the first the first rate holds, and so on.</param>
    /// <param name="rates">The rates, one more than boundaries.</param>
    /// <exception cref="ArgumentException">The numbers do not fit, or the boundaries do not increase.</exception>
    public StepDecay(long[] boundaries, double[] rates)
    {
        ArgumentNullException.ThrowIfNull(boundaries);
        ArgumentNullException.ThrowIfNull(rates);
        if (rates.Length != boundaries.Length + 1)
        {
            throw new ArgumentException($"{boundaries.Length} boundaries need {boundaries.Length + 1} rates; {rates.Length} are given.", nameof(rates));
        }

        for (int k = 1; k < boundaries.Length; k++)
        {
            if (boundaries[k] <= boundaries[k - 1])
            {
                throw new ArgumentException($"The boundaries [{string.Join(", ", boundaries)}] do not increase.", nameof(boundaries));
            }
        }

        _boundaries = [.. boundaries];
        _rates = [.. rates];
    }

    /// <inheritdoc/>
    public override double At(long updates)
    {
        int k = 0;
        while (k < _boundaries.Length && updates > _boundaries[k])
        {
            k++;
        }

        return _rates[k];
    }
}
