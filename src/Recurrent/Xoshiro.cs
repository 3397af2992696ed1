using System.Numerics;

namespace Recurrent;

/// <summary>
/// Random numbers by xoshiro256** (Blackman and Vigna, 2018), its state filled from the seed by splitmix64. The same
/// seed gives the same numbers on every machine.
/// </summary>
public sealed class Xoshiro
{
    private ulong _s0;
    private ulong _s1;
    private ulong _s2;
    private ulong _s3;

    /// <summary>A generator for a seed.</summary>
    /// <param name="seed">Any number.</param>
    public Xoshiro(long seed)
    {
        Reseed(seed);
    }

    /// <summary>Starts again, as a new generator with this seed would.</summary>
    /// <param name="seed">Any number.</param>
    public void Reseed(long seed)
    {
        ulong state = unchecked((ulong)seed);
        _s0 = SplitMix(ref state);
        _s1 = SplitMix(ref state);
        _s2 = SplitMix(ref state);
        _s3 = SplitMix(ref state);
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextBits()
    {
        ulong result = BitOperations.RotateLeft(_s1 * 5, 7) * 9;
        ulong t = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= t;
        _s3 = BitOperations.RotateLeft(_s3, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), a multiple of 2^-53.</summary>
    public double NextUniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [low, high).</summary>
    /// <param name="low">Lower end.</param>
    /// <param name="high">Upper end, at least <paramref name="low"/>.</param>
    public double NextUniform(double low, double high) => low + ((high - low) * NextUniform());

    /// <summary>Uniform among 0, 1, ..., <paramref name="count"/> - 1, without bias (Lemire, 2019).</summary>
    /// <param name="count">Number of values, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
    public int NextIndex(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ulong n = (ulong)count;
        ulong threshold = unchecked(0UL - n) % n;
        while (true)
        {
            ulong high = Math.BigMul(NextBits(), n, out ulong low);
            if (low >= threshold)
            {
                return (int)high;
            }
        }
    }

    /// <summary>Standard normal (Box and Muller, 1958); every call draws two uniform numbers.</summary>
    public double NextNormal()
    {
        double radius = Math.Sqrt(-2 * Math.Log(1 - NextUniform()));
        return radius * Math.Cos(2 * Math.PI * NextUniform());
    }

    /// <summary>Puts the elements into a random order (Fisher and Yates), every order equally likely.</summary>
    /// <param name="items">The elements.</param>
    /// <typeparam name="TItem">Type of the elements.</typeparam>
    public void Shuffle<TItem>(Span<TItem> items)
    {
        for (int k = items.Length - 1; k > 0; k--)
        {
            int other = NextIndex(k + 1);
            (items[k], items[other]) = (items[other], items[k]);
        }
    }

    /// <summary>A generator of its own for a place in a program, such as (layer, variable).</summary>
    internal static Xoshiro For(long seed, int first, int second)
    {
        ulong state = unchecked((ulong)seed);
        ulong mixed = SplitMix(ref state);
        state = mixed ^ unchecked((ulong)first * 0x9E3779B97F4A7C15);
        mixed = SplitMix(ref state);
        state = mixed ^ unchecked((ulong)second * 0xD1B54A32D192ED03);
        return new Xoshiro(unchecked((long)SplitMix(ref state)));
    }

    private static ulong SplitMix(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
