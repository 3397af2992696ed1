using System.Globalization;

namespace Recurrent;

/// <summary>Learning rate as a function of the updates done so far. A number converts to a constant rate.</summary>
public abstract class LearningRate
{
    /// <summary>A rate that stays the same.</summary>
    /// <param name="rate">The rate, at least 0.</param>
    public static implicit operator LearningRate(double rate) => Constant(rate);

    /// <summary>A rate that stays the same.</summary>
    /// <param name="rate">The rate, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is negative or not finite.</exception>
    public static LearningRate Constant(double rate) => new ConstantRate(rate);

    /// <summary>The rate of the next update.</summary>
    /// <param name="updates">Updates done so far, from 0.</param>
    public abstract double At(long updates);

    private sealed class ConstantRate : LearningRate
    {
        private readonly double _rate;

        public ConstantRate(double rate)
        {
            if (!double.IsFinite(rate) || rate < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(rate), rate, "A learning rate is a finite number of at least 0.");
            }

            _rate = rate;
        }

        public override double At(long updates) => _rate;

        public override string ToString() => _rate.ToString(CultureInfo.InvariantCulture);
    }
}
