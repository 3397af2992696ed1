using System.Numerics;
using System.Text.Json;

namespace Recurrent.Tests;

/// <summary>Optimisers and clipping alone, on given gradients.</summary>
internal static class OptimizerCase
{
    public static void CheckSteps<T>(ReferenceCase reference)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var optimizer = ReferenceJson.Optimizer(reference["optimizer"]);
        var variables = reference["variables"].Tensors<T>();
        var slices = Slices(variables);
        var parameters = new Parameters<T>(slices);
        variables.SelectMany(v => v.ToArray()).ToArray().CopyTo(parameters.Values.AsSpan());
        var state = new OptimizerState<T>(optimizer, parameters);
        var checks = reference.Expected.GetProperty("checks").EnumerateArray().ToDictionary(c => c.GetProperty("after_step").GetInt32());
        foreach (var step in reference["gradients"].EnumerateArray())
        {
            step.Tensors<T>().SelectMany(g => g.ToArray()).ToArray().CopyTo(parameters.Gradients.AsSpan());
            state.Step(threads: 2);
            if (checks.Remove((int)state.Updates, out var check))
            {
                CheckAll(reference, check.GetProperty("variables"), parameters.Values.AsSpan().ToArray(), slices, $"after step {state.Updates}");
            }
        }

        Assert.Empty(checks);
    }

    public static void CheckClip<T>(ReferenceCase reference)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var gradients = reference["gradients"].Tensors<T>();
        T[] values = [.. gradients.SelectMany(g => g.ToArray())];
        Clipping.Apply<T>(ReferenceJson.Optimizer(reference["optimizer"]), values, Slices(gradients));
        CheckAll(reference, reference.Expected.GetProperty("clipped"), values, Slices(gradients), "clipped");
    }

    private static List<ParameterSlice> Slices<T>(Tensor<T>[] tensors)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var slices = new List<ParameterSlice>();
        foreach (var tensor in tensors)
        {
            new ParameterDeclaration(slices.Count, "variables", slices).Add("value", [.. tensor.Shape], Initializer.Zeros);
        }

        return slices;
    }

    private static void CheckAll<T>(ReferenceCase reference, JsonElement expected, T[] values, List<ParameterSlice> slices, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int index = 0;
        foreach (var want in expected.EnumerateArray())
        {
            var slice = slices[index];
            var got = new Tensor<T>(values.AsSpan(slice.Offset, slice.Length).ToArray(), slice.Shape);
            Tolerance.Values<T>(reference).Check(want, got, $"{what}, variable {index}");
            index++;
        }
    }
}
