using System.Numerics;

namespace Recurrent;

/// <summary>One random choice of elements for all steps of a pass: 0 for those dropped, 1 / (1 - rate) for those kept.</summary>
internal sealed class DropoutMask<T>(double rate)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Xoshiro _random = new(0);
    private T[] _factors = [];

    public bool Active { get; private set; }

    public void Reseed(long seed)
    {
        if (rate > 0)
        {
            _random.Reseed(seed);
        }
    }

    public void Draw(bool training, int length)
    {
        Active = training && rate > 0;
        if (!Active)
        {
            return;
        }

        if (_factors.Length < length)
        {
            _factors = new T[length];
        }

        var kept = T.CreateTruncating(1 / (1 - rate));
        foreach (ref var factor in _factors.AsSpan(0, length))
        {
            factor = _random.NextUniform() < rate ? T.Zero : kept;
        }
    }

    /// <summary>Multiplies every block of <paramref name="length"/> elements by the factors; nothing when inactive.</summary>
    public void ApplyToSteps(Span<T> steps, int length)
    {
        for (int start = 0; Active && start < steps.Length; start += length)
        {
            var step = steps.Slice(start, length);
            Vectors.Multiply(step, _factors.AsSpan(0, length), step);
        }
    }
}
