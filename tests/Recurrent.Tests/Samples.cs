using System.Numerics;

namespace Recurrent.Tests;

/// <summary>Seeded data for tests.</summary>
internal static class Samples
{
    public static Tensor<T> Normal<T>(long seed, params int[] shape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var tensor = new Tensor<T>(shape);
        var random = new Xoshiro(seed);
        foreach (ref var value in tensor.AsSpan())
        {
            value = T.CreateTruncating(random.NextNormal());
        }

        return tensor;
    }

    /// <summary>Whole numbers 0, ..., count - 1.</summary>
    public static Tensor<T> Indices<T>(long seed, int count, params int[] shape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var tensor = new Tensor<T>(shape);
        var random = new Xoshiro(seed);
        foreach (ref var value in tensor.AsSpan())
        {
            value = T.CreateTruncating(random.NextIndex(count));
        }

        return tensor;
    }

    /// <summary>Every weight drawn anew, since zeros hide errors.</summary>
    public static void RandomizeWeights<T>(Sequential<T> model, long seed)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var variable in model.Variables)
        {
            variable.Value = Normal<T>(seed++, [.. variable.Shape]);
            Vectors.Scale(T.CreateTruncating(0.5), variable.AsSpan());
        }
    }

    public static void AssertSameBits<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int k = 0; k < expected.Length; k++)
        {
            bool same = expected[k] == actual[k] || (T.IsNaN(expected[k]) && T.IsNaN(actual[k]));
            Assert.True(same, $"element {k} of {expected.Length}: expected {expected[k]:R}, got {actual[k]:R}");
        }
    }
}
