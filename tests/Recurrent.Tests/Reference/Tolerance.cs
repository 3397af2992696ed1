using System.Numerics;
using System.Text.Json;

namespace Recurrent.Tests;

/// <summary>
/// How far a value may be off: |got - want| at most Absolute + Relative * |want|, or Share times the largest element of
/// the tensor in place of Absolute.
/// </summary>
internal readonly record struct Tolerance(double Absolute, double Relative, double Share = 0)
{
    /// <summary>Outputs, states, losses, gradients.</summary>
    public static Tolerance Values<T>(ReferenceCase reference) => Own(reference) ?? (IsDouble<T>() ? new(1e-10, 1e-9) : new(0, 0, 2e-5));

    /// <summary>Losses in training.</summary>
    public static Tolerance TrainingLoss<T>(ReferenceCase reference) => Own(reference) ?? (IsDouble<T>() ? new(0, 1e-9) : new(0, 1e-4));

    /// <summary>Weights and predictions after training.</summary>
    public static Tolerance Trained<T>(ReferenceCase reference) => Own(reference) ?? (IsDouble<T>() ? new(1e-9, 0) : new(1e-4, 0));

    public void Check(double want, double got, string what)
    {
        double allowed = Absolute + (Relative * Math.Abs(want)) + (Share * Math.Abs(want));
        Assert.True(Math.Abs(got - want) <= allowed, $"{what}: expected {want:R}, got {got:R}, off by {Math.Abs(got - want):E2}, allowed {allowed:E2}");
    }

    public void Check<T>(JsonElement want, Tensor<T> got, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Assert.Equal(ReferenceJson.Ints(want.GetProperty("shape")), got.Shape);
        double[] values = got.Cast<double>().ToArray();
        if (want.Has("digest", out var digest))
        {
            CheckDigest(digest, values, what);
            return;
        }

        double[] wanted = want.Tensor<double>().ToArray();
        double largest = wanted.Length == 0 ? 0 : wanted.Max(Math.Abs);
        for (int k = 0; k < wanted.Length; k++)
        {
            CheckElement(wanted[k], values[k], largest, $"{what}[{k}]");
        }
    }

    private static bool IsDouble<T>() => typeof(T) == typeof(double);

    private static Tolerance? Own(ReferenceCase reference)
    {
        return reference.Json.Has("tolerance", out var own) ? new(own.Number("atol", 0), own.Number("rtol", 0)) : null;
    }

    private void CheckDigest(JsonElement digest, double[] values, string what)
    {
        int[] index = ReferenceJson.Ints(digest.GetProperty("index"));
        double[] wanted = [.. digest.GetProperty("value").EnumerateArray().Select(v => v.GetDouble())];
        double largest = wanted.Max(Math.Abs);
        for (int k = 0; k < index.Length; k++)
        {
            CheckElement(wanted[k], values[index[k]], largest, $"{what}[{index[k]}]");
        }

        double sumOfSizes = digest.GetProperty("sum_abs").GetDouble();
        double allowed = (values.Length * (Absolute + (Share * largest))) + (Relative * sumOfSizes);
        CheckWithin(digest.GetProperty("sum").GetDouble(), values.Sum(), allowed, what + " sum");
        CheckWithin(sumOfSizes, values.Sum(Math.Abs), allowed, what + " sum of sizes");
        CheckWithin(digest.GetProperty("l2").GetDouble(), Math.Sqrt(values.Sum(v => v * v)), allowed / Math.Sqrt(values.Length), what + " norm");
    }

    private void CheckElement(double want, double got, double largest, string what)
    {
        CheckWithin(want, got, Absolute + (Relative * Math.Abs(want)) + (Share * largest), what);
    }

    private static void CheckWithin(double want, double got, double allowed, string what)
    {
        Assert.True(Math.Abs(got - want) <= allowed, $"{what}: expected {want:R}, got {got:R}, off by {Math.Abs(got - want):E2}, allowed {allowed:E2}");
    }
}
