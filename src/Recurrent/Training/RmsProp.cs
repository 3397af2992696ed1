using System.Numerics;

namespace Recurrent;

/// <summary>
/// v = rho v + (1 - rho) g², w -= rate g / sqrt(v + epsilon); centered: v less the square of the mean gradient; with
/// momentum m = momentum m + step, w -= m. Tieleman and Hinton (2012), in Keras' form.
/// </summary>
public sealed class RmsProp : Optimizer
{
    /// <summary>Describes the optimiser.</summary>
    /// <param name="learningRate">Rate or schedule; 0.001 by default.</param>
    /// <param name="rho">Decay of the mean of the squared gradient, in [0, 1).</param>
    /// <param name="momentum">Share of the last step that is kept, in [0, 1).</param>
    /// <param name="epsilon">Added under the root.</param>
    /// <param name="centered">Whether the variance takes the place of the mean square.</param>
    public RmsProp(LearningRate? learningRate = null, double rho = 0.9, double momentum = 0, double epsilon = 1e-7, bool centered = false)
        : base(learningRate ?? 0.001)
    {
        Rho = Share(rho, nameof(rho));
        Momentum = Share(momentum, nameof(momentum));
        ArgumentOutOfRangeException.ThrowIfNegative(epsilon);
        Epsilon = epsilon;
        Centered = centered;
    }

    /// <summary>Decay of the mean of the squared gradient.</summary>
    public double Rho { get; }

    /// <summary>Share of the last step that is kept.</summary>
    public double Momentum { get; }

    /// <summary>Added under the root.</summary>
    public double Epsilon { get; }

    /// <summary>Whether the variance takes the place of the mean square.</summary>
    public bool Centered { get; }

    /// <inheritdoc/>
    public override string Name => "rmsprop";

    internal override int Slots => 3;

    internal override void Update<T>(Span<T> w, ReadOnlySpan<T> g, SlotRange<T> slots, double rate, long t)
    {
        var step = new Vector<T>(T.CreateTruncating(rate));
        var rho = new Vector<T>(T.CreateTruncating(Rho));
        var rest = new Vector<T>(T.CreateTruncating(1 - Rho));
        var epsilon = new Vector<T>(T.CreateTruncating(Epsilon));
        var momentum = new Vector<T>(T.CreateTruncating(Momentum));
        Span<T> square = slots[0], mean = slots[1], velocity = slots[2];
        for (int k = 0; k < w.Length; k += Vector<T>.Count)
        {
            var gradient = Lanes.Load(g, k);
            var v = Lanes.MultiplyAdd(rho, Lanes.Load<T>(square, k), rest * gradient * gradient);
            Lanes.Store(v, square, k);
            if (Centered)
            {
                var a = Lanes.MultiplyAdd(rho, Lanes.Load<T>(mean, k), rest * gradient);
                Lanes.Store(a, mean, k);
                v = Vector.Max(v - (a * a), Vector<T>.Zero); // below zero only by rounding
            }

            var change = step * gradient / Vector.SquareRoot(v + epsilon);
            if (Momentum > 0)
            {
                change = Lanes.MultiplyAdd(momentum, Lanes.Load<T>(velocity, k), change);
                Lanes.Store(change, velocity, k);
            }

            Lanes.Store(Lanes.Load<T>(w, k) - change, w, k);
        }
    }
}
