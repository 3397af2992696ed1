using System.Numerics;

namespace Recurrent;

/// <summary>
/// Gradient descent: w -= rate * g; with momentum m = momentum * m - rate * g, w += m; with Nesterov's look ahead
/// w += momentum * m - rate * g with the new m.
/// </summary>
public sealed class Sgd : Optimizer
{
    /// <summary>Describes the optimiser.</summary>
    /// <param name="learningRate">Rate or schedule; 0.01 by default.</param>
    /// <param name="momentum">Share of the last step that is kept, in [0, 1).</param>
    /// <param name="nesterov">Whether to look ahead; without momentum it changes nothing.</param>
    public Sgd(LearningRate? learningRate = null, double momentum = 0, bool nesterov = false)
        : base(learningRate ?? 0.01)
    {
        Momentum = Share(momentum, nameof(momentum));
        Nesterov = nesterov;
    }

    /// <summary>Share of the last step that is kept.</summary>
    public double Momentum { get; }

    /// <summary>Whether the step looks ahead.</summary>
    public bool Nesterov { get; }

    /// <inheritdoc/>
    public override string Name => "sgd";

    internal override int Slots => Momentum == 0 ? 0 : 1;

    internal override void Update<T>(Span<T> w, ReadOnlySpan<T> g, SlotRange<T> slots, double rate, long t)
    {
        var minusRate = new Vector<T>(T.CreateTruncating(-rate));
        if (Momentum == 0)
        {
            for (int k = 0; k < w.Length; k += Vector<T>.Count)
            {
                Lanes.Store(Lanes.MultiplyAdd(minusRate, Lanes.Load(g, k), Lanes.Load<T>(w, k)), w, k);
            }

            return;
        }

        var momentum = new Vector<T>(T.CreateTruncating(Momentum));
        Span<T> velocity = slots[0];
        for (int k = 0; k < w.Length; k += Vector<T>.Count)
        {
            var step = minusRate * Lanes.Load(g, k);
            var m = Lanes.MultiplyAdd(momentum, Lanes.Load<T>(velocity, k), step);
            Lanes.Store(m, velocity, k);
            var change = Nesterov ? Lanes.MultiplyAdd(momentum, m, step) : m;
            Lanes.Store(Lanes.Load<T>(w, k) + change, w, k);
        }
    }
}
