using Recurrent;

namespace Interchange.Tests;

/// <summary>Seeded data and comparisons for tests.</summary>
internal static class Samples
{
    public static Tensor<float> Normal(int seed, params int[] shape)
    {
        var random = new Random(seed);
        var tensor = new Tensor<float>(shape);
        foreach (ref float value in tensor.AsSpan())
        {
            value = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return tensor;
    }

    /// <summary>Whole numbers 0, ..., count - 1.</summary>
    public static Tensor<float> Indices(int seed, int count, params int[] shape)
    {
        var random = new Random(seed);
        var tensor = new Tensor<float>(shape);
        foreach (ref float value in tensor.AsSpan())
        {
            value = random.Next(count);
        }

        return tensor;
    }

    /// <summary>Every weight drawn anew, biases too, since zeros hide errors.</summary>
    public static void RandomizeWeights(Sequential<float> model, int seed)
    {
        foreach (var variable in model.Variables)
        {
            variable.Value = Normal(seed++, [.. variable.Shape]);
            foreach (ref float weight in variable.AsSpan())
            {
                weight *= 0.4f;
            }
        }
    }

    public static void AssertClose(Tensor<float> expected, Tensor<float> actual, double tolerance, string what = "")
    {
        Assert.Equal(expected.Shape, actual.Shape);
        AssertClose(expected.AsSpan(), actual.AsSpan(), tolerance, what);
    }

    public static void AssertClose(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance, string what = "")
    {
        Assert.True(expected.Length == actual.Length, $"{what}: {actual.Length} numbers, expected {expected.Length}");
        int worst = 0;
        for (int k = 0; k < expected.Length; k++)
        {
            Assert.True(float.IsFinite(actual[k]), $"{what}: element {k} is {actual[k]}");
            worst = Math.Abs(expected[k] - actual[k]) > Math.Abs(expected[worst] - actual[worst]) ? k : worst;
        }

        bool close = expected.Length == 0 || Math.Abs(expected[worst] - actual[worst]) <= tolerance;
        Assert.True(close, close ? "" : $"{what}: element {worst} of {expected.Length}: expected {expected[worst]:R}, got {actual[worst]:R}");
    }
}
