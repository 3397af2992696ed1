using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Recurrent;

/// <summary>
/// Adam, in Keras' form: epsilon is added to the root before the bias correction. Kingma and Ba (2015); with amsgrad
/// Reddi et al. (2018).
/// </summary>
//  (3.31) m = beta1 m + (1 - beta1) g     (3.32) v = beta2 v + (1 - beta2) g^2
//  (3.33) w -= rate sqrt(1 - beta2^t) / (1 - beta1^t) * m / (sqrt(v) + epsilon)
public class Adam : Optimizer
{
    /// <summary>Describes the optimiser.</summary>
    /// <param name="learningRate">Rate or schedule; 0.001 by default.</param>
    /// <param name="beta1">Decay of the mean of the gradient, in [0, 1).</param>
    /// <param name="beta2">Decay of the mean of its square, in [0, 1).</param>
    /// <param name="epsilon">Added to the root of the second mean.</param>
    /// <param name="amsgrad">Whether the largest second mean so far is used in its place.</param>
    public Adam(LearningRate? learningRate = null, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7, bool amsgrad = false)
        : base(learningRate ?? 0.001)
    {
        Beta1 = Share(beta1, nameof(beta1));
        Beta2 = Share(beta2, nameof(beta2));
        ArgumentOutOfRangeException.ThrowIfNegative(epsilon);
        Epsilon = epsilon;
        Amsgrad = amsgrad;
    }

    /// <summary>Decay of the mean of the gradient.</summary>
    public double Beta1 { get; }

    /// <summary>Decay of the mean of its square.</summary>
    public double Beta2 { get; }

    /// <summary>Added to the root of the second mean.</summary>
    public double Epsilon { get; }

    /// <summary>Whether the largest second mean so far is used.</summary>
    public bool Amsgrad { get; }

    /// <inheritdoc/>
    public override string Name => "adam";

    internal override int Slots => Amsgrad ? 3 : 2;

    internal override void Update<T>(Span<T> w, ReadOnlySpan<T> g, SlotRange<T> slots, double rate, long t)
    {
        double corrected = rate * Math.Sqrt(1 - Math.Pow(Beta2, t)) / (1 - Math.Pow(Beta1, t));
        if (Vector512.IsHardwareAccelerated)
        {
            Update<T, Wide<T>>(w, g, slots, corrected);
        }
        else
        {
            Update<T, Narrow<T>>(w, g, slots, corrected);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Update<T, V>(Span<T> w, ReadOnlySpan<T> g, SlotRange<T> slots, double rate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where V : struct, IVector<V, T>
    {
        var step = V.Broadcast(T.CreateTruncating(rate));
        var beta1 = V.Broadcast(T.CreateTruncating(Beta1));
        var beta2 = V.Broadcast(T.CreateTruncating(Beta2));
        var rest1 = V.Broadcast(T.CreateTruncating(1 - Beta1));
        var rest2 = V.Broadcast(T.CreateTruncating(1 - Beta2));
        var epsilon = V.Broadcast(T.CreateTruncating(Epsilon));
        bool amsgrad = Amsgrad;
        Span<T> first = slots[0], second = slots[1], largest = amsgrad ? slots[2] : default;
        for (int k = 0; k < w.Length; k += V.Count)
        {
            var gradient = Lanes.Load<T, V>(g, k);
            var m = V.MultiplyAdd(beta1, Lanes.Load<T, V>(first, k), rest1 * gradient); // (3.31)
            var v = V.MultiplyAdd(beta2, Lanes.Load<T, V>(second, k), rest2 * gradient * gradient); // (3.32)
            Lanes.Store(m, first, k);
            Lanes.Store(v, second, k);
            if (amsgrad)
            {
                v = V.Max(v, Lanes.Load<T, V>(largest, k));
                Lanes.Store(v, largest, k);
            }

            Lanes.Store(Lanes.Load<T, V>(w, k) - (step * m / (V.SquareRoot(v) + epsilon)), w, k); // (3.33)
        }
    }
}
