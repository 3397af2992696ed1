using System.Numerics;

namespace Recurrent.Tests;

/// <summary>An activation function and its derivative.</summary>
internal static class ActivationCase
{
    public static void Check<T>(ReferenceCase reference)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var activation = reference.Json.Activation("activation", Activation.Linear);
        var values = reference["input"].Tensor<T>();
        var tolerance = Tolerance.Values<T>(reference);
        Activate.InPlace(activation, values.AsSpan(), values.Shape[^1]);
        tolerance.Check(reference.Expected.GetProperty("output"), values, "output");
        if (reference.Expected.Has("derivative", out var derivative))
        {
            var slope = new Tensor<T>([.. values.Shape]);
            slope.AsSpan().Fill(T.One);
            Activate.Backward(activation, values.AsSpan(), slope.AsSpan(), values.Shape[^1], slope.AsSpan());
            tolerance.Check(derivative, slope, "derivative");
        }
    }
}
