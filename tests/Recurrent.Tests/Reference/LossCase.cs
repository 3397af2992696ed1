using System.Numerics;

namespace Recurrent.Tests;

/// <summary>A loss alone: its value, the values before the mean, and the gradient.</summary>
internal static class LossCase
{
    public static void Check<T>(ReferenceCase reference)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var loss = ReferenceJson.Loss(reference["loss"]);
        var target = reference["target"].Tensor<T>();
        var prediction = reference["prediction"].Tensor<T>();
        var weight = ReferenceModel.SampleWeight<T>(reference);
        var tolerance = Tolerance.Values<T>(reference);
        var expected = reference.Expected;
        tolerance.Check(expected.GetProperty("loss").GetDouble(), loss.Value(target, prediction, weight), "loss");
        if (expected.Has("values", out var values))
        {
            tolerance.Check(values, loss.Values(target, prediction, weight), "values");
        }

        if (expected.Has("gradient", out var gradient))
        {
            tolerance.Check(gradient, loss.Gradient(target, prediction, weight), "gradient");
        }
    }
}
