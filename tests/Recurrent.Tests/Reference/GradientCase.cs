using System.Numerics;
using System.Text.Json;

namespace Recurrent.Tests;

/// <summary>One pass forward and backward: loss, outputs, every step's states and gates, all gradients.</summary>
internal static class GradientCase
{
    public static void Check<T>(ReferenceCase reference)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var tolerance = Tolerance.Values<T>(reference);
        var model = ReferenceModel.Build<T>(reference);
        var trace = model.Trace(ReferenceModel.Inputs<T>(reference), reference["target"].Tensor<T>(), sampleWeight: ReferenceModel.SampleWeight<T>(reference));
        var expected = reference.Expected;
        tolerance.Check(expected.GetProperty("loss").GetDouble(), trace.Loss!.Value, "loss");
        tolerance.Check(expected.GetProperty("output"), trace.Output, "output");
        CheckLayers(expected, trace, tolerance);
        var gradients = expected.GetProperty("gradients");
        if (gradients.Has("input", out var input))
        {
            tolerance.Check(input, trace.InputGradient!, "gradient of input");
        }

        if (gradients.Has("output", out var output))
        {
            tolerance.Check(output, trace.OutputGradient!, "gradient of output");
        }

        CheckGradients(gradients.GetProperty("layers"), trace, tolerance);
    }

    public static Tensor<T> SampleMajor<T>(Tensor<T> steps)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var turned = new Tensor<T>(steps.Shape[1], steps.Shape[0], steps.Shape[2]);
        for (int t = 0; t < steps.Shape[0]; t++)
        {
            for (int b = 0; b < steps.Shape[1]; b++)
            {
                for (int k = 0; k < steps.Shape[2]; k++)
                {
                    turned[b, t, k] = steps[t, b, k];
                }
            }
        }

        return turned;
    }

    private static void CheckLayers<T>(JsonElement expected, Trace<T> trace, Tolerance tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!expected.Has("layers", out var layers))
        {
            return;
        }

        int index = 0;
        foreach (var layer in layers.EnumerateArray())
        {
            var traced = trace.Layers[index];
            CheckLayer(layer, traced, tolerance, $"layer {index}");
            if (layer.Has("forward", out var forward))
            {
                CheckLayer(forward, traced.Forward!, tolerance, $"layer {index} forward");
                CheckLayer(layer.GetProperty("backward"), traced.Backward!, tolerance, $"layer {index} backward");
            }

            index++;
        }
    }

    private static void CheckLayer<T>(JsonElement layer, LayerTrace<T> traced, Tolerance tolerance, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (layer.Has("output", out var output))
        {
            bool inner = what.EndsWith("ward", StringComparison.Ordinal);
            var got = !inner ? traced.Output : traced.Output.Shape[0] == 1 ? traced.Output.Reshape(traced.Output.Shape[1], traced.Output.Shape[2]) : SampleMajor(traced.Output);
            tolerance.Check(output, got, what + " output");
        }

        if (layer.Has("steps", out var steps))
        {
            tolerance.Check(steps, SampleMajor(traced.StepOutputs), what + " steps");
        }

        if (layer.Has("cell_steps", out var cells))
        {
            tolerance.Check(cells, SampleMajor(traced.Cell), what + " cell");
        }

        if (layer.Has("final_state", out var states))
        {
            int s = 0;
            foreach (var state in states.EnumerateArray())
            {
                tolerance.Check(state, traced.FinalStates[s], $"{what} final state {s}");
                s++;
            }
        }

        foreach (var gate in layer.Has("gates", out var gates) ? gates.EnumerateObject().ToList() : [])
        {
            tolerance.Check(gate.Value, SampleMajor(traced.Gates[gate.Name]), $"{what} gate {gate.Name}");
        }
    }

    private static void CheckGradients<T>(JsonElement layers, Trace<T> trace, Tolerance tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var (layer, name, value) in ReferenceModel.Weights(layers))
        {
            tolerance.Check(value, trace.Layers[layer].Gradients[name], $"gradient of layer {layer} {name}");
        }

        int index = 0;
        foreach (var layer in layers.EnumerateArray())
        {
            CheckInitialState(layer, trace.Layers[index], tolerance, $"layer {index}");
            if (layer.Has("forward", out var forward))
            {
                CheckInitialState(forward, trace.Layers[index].Forward!, tolerance, $"layer {index} forward");
                CheckInitialState(layer.GetProperty("backward"), trace.Layers[index].Backward!, tolerance, $"layer {index} backward");
            }

            index++;
        }
    }

    private static void CheckInitialState<T>(JsonElement layer, LayerTrace<T> traced, Tolerance tolerance, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!layer.Has("initial_state", out var states))
        {
            return;
        }

        var got = traced.Forward is null ? traced.InitialStateGradients : [.. traced.Forward.InitialStateGradients, .. traced.Backward!.InitialStateGradients];
        int s = 0;
        foreach (var state in states.EnumerateArray())
        {
            tolerance.Check(state, got[s], $"gradient of {what} initial state {s}");
            s++;
        }
    }
}
