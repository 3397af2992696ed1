namespace Recurrent;

/// <summary>
/// Half a cosine from initialRate down to alpha * initialRate over decaySteps updates, then constant. Loshchilov and Hutter (2017).
/// </summary>
public sealed class CosineDecay : LearningRate
{
    private readonly double _initialRate;
    private readonly int _decaySteps;
    private readonly double _alpha;

    /// <summary>Describes the schedule.</summary>
    /// <param name="initialRate">Rate of the first update, at least 0.</param>
    /// <param name="decaySteps">Updates until the end, at least 1.</param>
    /// <param name="alpha">Share of the rate that is left at the end, in [0, 1].</param>
    public CosineDecay(double initialRate, int decaySteps, double alpha = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(initialRate);
        ArgumentOutOfRangeException.ThrowIfLessThan(decaySteps, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(alpha);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(alpha, 1);
        _initialRate = initialRate;
        _decaySteps = decaySteps;
        _alpha = alpha;
    }

    /// <inheritdoc/>
    public override double At(long updates)
    {
        double share = (double)Math.Min(updates, _decaySteps) / _decaySteps;
        return _initialRate * (((1 - _alpha) * 0.5 * (1 + Math.Cos(Math.PI * share))) + _alpha);
    }
}
