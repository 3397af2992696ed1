using System.Numerics;

namespace Recurrent;

/// <summary>An optimiser at work on the flat buffers of one model: what it keeps from update to update, and their count.</summary>
internal sealed class OptimizerState<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T[][] _slots;

    public OptimizerState(Optimizer optimizer, int parameters)
    {
        optimizer.CheckClipping();
        Optimizer = optimizer;
        _slots = new T[optimizer.Slots][];
        for (int k = 0; k < _slots.Length; k++)
        {
            _slots[k] = new T[parameters];
            Array.Fill(_slots[k], T.CreateTruncating(optimizer.SlotStart));
        }
    }

    public Optimizer Optimizer { get; }

    public long Updates { get; private set; }

    /// <summary>Clip, decay, update. The gradients are left clipped.</summary>
    public void Step(Span<T> values, Span<T> gradients, IReadOnlyList<ParameterSlice> slices)
    {
        double rate = Optimizer.LearningRate.At(Updates);
        Clipping.Apply(Optimizer, gradients, slices);
        if (Optimizer.WeightDecay != 0)
        {
            Vectors.Scale(T.CreateTruncating(1 - (rate * Optimizer.WeightDecay)), values);
        }

        Updates++;
        Optimizer.Update(values, gradients, _slots, rate, Updates);
    }
}
