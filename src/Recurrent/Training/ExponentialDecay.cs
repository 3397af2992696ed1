namespace Recurrent;

/// <summary>initialRate * decayRate ^ (updates / decaySteps); with staircase the exponent is rounded down.</summary>
public sealed class ExponentialDecay : LearningRate
{
    private readonly double _initialRate;
    private readonly int _decaySteps;
    private readonly double _decayRate;
    private readonly bool _staircase;

    /// <summary>Describes the schedule.</summary>
    /// <param name="initialRate">Rate of the first update, at least 0.</param>
    /// <param name="decaySteps">Updates over which the rate falls by the factor, at least 1.</param>
    /// <param name="decayRate">The factor, above 0.</param>
    /// <param name="staircase">Whether it falls in steps.</param>
    public ExponentialDecay(double initialRate, int decaySteps, double decayRate, bool staircase = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(initialRate);
        ArgumentOutOfRangeException.ThrowIfLessThan(decaySteps, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(decayRate);
        _initialRate = initialRate;
        _decaySteps = decaySteps;
        _decayRate = decayRate;
        _staircase = staircase;
    }

    /// <inheritdoc/>
    public override double At(long updates)
    {
        double exponent = (double)updates / _decaySteps;
        return _initialRate * Math.Pow(_decayRate, _staircase ? Math.Floor(exponent) : exponent);
    }
}
