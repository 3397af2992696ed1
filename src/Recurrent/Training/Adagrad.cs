using System.Numerics;

namespace Recurrent;

/// <summary>s += g², w -= rate g / sqrt(s + epsilon). Duchi et al. (2011), in Keras' form.</summary>
public sealed class Adagrad : Optimizer
{
    /// <summary>Describes the optimiser.</summary>
    /// <param name="learningRate">Rate or schedule; 0.001 by default.</param>
    /// <param name="initialAccumulator">Start of the sum of squares s, at least 0.</param>
    /// <param name="epsilon">Added under the root.</param>
    public Adagrad(LearningRate? learningRate = null, double initialAccumulator = 0.1, double epsilon = 1e-7)
        : base(learningRate ?? 0.001)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(initialAccumulator);
        ArgumentOutOfRangeException.ThrowIfNegative(epsilon);
        InitialAccumulator = initialAccumulator;
        Epsilon = epsilon;
    }

    /// <summary>Start of the sum of squares.</summary>
    public double InitialAccumulator { get; }

    /// <summary>Added under the root.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    public override string Name => "adagrad";

    internal override int Slots => 1;

    internal override double SlotStart => InitialAccumulator;

    internal override void Update<T>(Span<T> w, ReadOnlySpan<T> g, SlotRange<T> slots, double rate, long t)
    {
        var step = new Vector<T>(T.CreateTruncating(rate));
        var epsilon = new Vector<T>(T.CreateTruncating(Epsilon));
        Span<T> sum = slots[0];
        for (int k = 0; k < w.Length; k += Vector<T>.Count)
        {
            var gradient = Lanes.Load(g, k);
            var s = Lanes.MultiplyAdd(gradient, gradient, Lanes.Load<T>(sum, k));
            Lanes.Store(s, sum, k);
            Lanes.Store(Lanes.Load<T>(w, k) - (step * gradient / Vector.SquareRoot(s + epsilon)), w, k);
        }
    }
}
