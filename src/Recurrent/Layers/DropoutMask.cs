using System.Numerics;

namespace Recurrent;

/// <summary>One random choice of elements for all steps of a pass: 0 for those dropped, 1 / (1 - rate) for those kept.</summary>
internal sealed class DropoutMask<T>(double rate)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Xoshiro _random = new(0);
    private T[] _factors = [];
    private long _seed;

    public bool Active { get; private set; }

    public void Reseed(long seed) => _seed = seed;

    /// <summary>
    /// Draws width elements for each row, every row from numbers of its own, so that it does not matter how a batch is split.
    /// firstRow is the index of the first one in the batch.
    /// </summary>
    public void Draw(bool training, int firstRow, int rows, int width)
    {
        Active = training && rate > 0;
        if (!Active)
        {
            return;
        }

        if (_factors.Length < rows * width)
        {
            _factors = new T[rows * width];
        }

        var kept = T.CreateTruncating(1 / (1 - rate));
        for (int row = 0; row < rows; row++)
        {
            _random.Reseed(unchecked((_seed * 8_191) + firstRow + row));
            foreach (ref var factor in _factors.AsSpan(row * width, width))
            {
                factor = _random.NextUniform() < rate ? T.Zero : kept;
            }
        }
    }

    public ReadOnlySpan<T> Factors(int row, int width) => _factors.AsSpan(row * width, width);

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
