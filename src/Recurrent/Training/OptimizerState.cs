using System.Numerics;

namespace Recurrent;

/// <summary>An optimiser at work on the flat buffers of one model: what it keeps from update to update, and their count.</summary>
internal sealed class OptimizerState<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // elements that are worth a part of their own, and a whole number of vectors
    private const int PartLength = 8 * 1024;

    private readonly AlignedBuffer<T>[] _slots;
    private readonly Parameters<T> _parameters;
    private readonly Action<int> _updatePart;
    private double _rate;

    public OptimizerState(Optimizer optimizer, Parameters<T> parameters)
    {
        optimizer.CheckClipping();
        Optimizer = optimizer;
        _parameters = parameters;
        _updatePart = UpdatePart;
        _slots = new AlignedBuffer<T>[optimizer.Slots];
        for (int k = 0; k < _slots.Length; k++)
        {
            _slots[k] = new AlignedBuffer<T>(parameters.Count);
            _slots[k].AsSpan().Fill(T.CreateTruncating(optimizer.SlotStart));
        }
    }

    public Optimizer Optimizer { get; }

    public long Updates { get; private set; }

    /// <summary>Clip, decay, update, on up to so many threads. The gradients are left clipped.</summary>
    public void Step(int threads)
    {
        _rate = Optimizer.LearningRate.At(Updates);
        Clipping.Apply<T>(Optimizer, _parameters.Gradients, _parameters.Slices);
        Updates++;
        int parts = (_parameters.Count + PartLength - 1) / PartLength;
        WorkerTeam.Shared.Run(parts, threads, _updatePart);
    }

    private void UpdatePart(int part)
    {
        int first = part * PartLength;
        int count = Math.Min(PartLength, _parameters.Count - first);
        var values = _parameters.Values.AsSpan(first, count);
        if (Optimizer.WeightDecay != 0)
        {
            Vectors.Scale(T.CreateTruncating(1 - (_rate * Optimizer.WeightDecay)), values);
        }

        Optimizer.Update<T>(values, _parameters.Gradients.AsSpan(first, count), new SlotRange<T>(_slots, first, count), _rate, Updates);
    }
}

/// <summary>A stretch of everything that an optimiser keeps for the weights.</summary>
internal readonly struct SlotRange<T>(AlignedBuffer<T>[] slots, int first, int count)
    where T : unmanaged
{
    public Span<T> this[int slot] => slots[slot].AsSpan(first, count);
}
