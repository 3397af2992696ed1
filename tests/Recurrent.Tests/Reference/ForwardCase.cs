using System.Numerics;

namespace Recurrent.Tests;

/// <summary>Outputs of one or several calls, states carried over where a layer is stateful.</summary>
internal static class ForwardCase
{
    public static void Check<T>(ReferenceCase reference)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var tolerance = Tolerance.Values<T>(reference);
        var inputs = ReferenceModel.Inputs<T>(reference);
        int calls = reference.Json.Has("calls", out var count) ? count.GetInt32() : 1;
        var model = ReferenceModel.Build<T>(reference);
        var traced = ReferenceModel.Build<T>(reference);
        IReadOnlyList<Tensor<T>> outputs = [];
        Trace<T>? trace = null;
        for (int call = 0; call < calls; call++)
        {
            outputs = model.PredictOutputs(inputs);
            trace = traced.Trace(inputs);
        }

        var expected = reference.Expected;
        if (expected.Has("output", out var output))
        {
            tolerance.Check(output, outputs[0], "output");
            tolerance.Check(output, trace!.Output, "traced output");
        }

        int index = 0;
        foreach (var one in expected.Has("outputs", out var several) ? several.EnumerateArray().ToList() : [])
        {
            tolerance.Check(one, outputs[index], $"output {index}");
            index++;
        }

        var last = trace!.Layers[^1];
        var states = last.Forward is null ? last.FinalStates : [.. last.Forward.FinalStates, .. last.Backward!.FinalStates];
        index = 0;
        foreach (var state in expected.Has("final_state", out var final) ? final.EnumerateArray().ToList() : [])
        {
            tolerance.Check(state, states[index], $"final state {index}");
            index++;
        }
    }
}
