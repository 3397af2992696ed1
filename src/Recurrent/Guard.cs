using System.Numerics;

namespace Recurrent;

/// <summary>Checks of what callers hand in; each failure names the argument, its value and what would be right.</summary>
internal static class Guard
{
    public static void Inputs<T>(Network<T> network, in Inputs<T> inputs, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = inputs.X ?? throw new ArgumentNullException(name);
        var indices = network.Layers[0] as IReadsIndices;
        int rank = indices is null && network.Input.Sequence ? 3 : 2;
        if (x.Rank != rank || (indices is null && x.Shape[^1] != network.Input.Features))
        {
            string wanted = indices is null ? network.Input.ToString() : "[samples, steps]";
            throw new ArgumentException($"{name} has shape {Shapes.Text(x.ShapeArray)}; the model reads {wanted}.", name);
        }

        NotEmpty(x, name);
        Finite(x, name);
        if (indices is not null)
        {
            WholeNumbers(x, indices.Count, name);
        }

        if (inputs.Masks is { } masks)
        {
            Masks(network, masks, x, name);
        }

        if (inputs.InitialStates is { } initial)
        {
            foreach (var (layer, states) in initial)
            {
                InitialStates(Recurrent(network, layer, "initial state"), layer, states, x.Shape[0], name);
            }
        }
    }

    public static void NotEmpty<T>(Tensor<T> tensor, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (tensor.Length == 0)
        {
            throw new ArgumentException($"{name} has shape {Shapes.Text(tensor.ShapeArray)}; it needs at least one sample, step and feature.", name);
        }
    }

    public static void Finite<T>(Tensor<T> tensor, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int at = FirstNotFinite<T>(tensor.AsSpan());
        if (at >= 0)
        {
            throw new ArgumentException($"{name} holds {tensor.Data[at]} in sample {at / Math.Max(1, tensor.Length / tensor.Shape[0])}; every number must be finite.", name);
        }
    }

    /// <summary>Every element is one of 0, ..., count - 1.</summary>
    public static void WholeNumbers<T>(Tensor<T> tensor, int count, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var value in tensor.AsSpan())
        {
            if (!T.IsInteger(value) || value < T.Zero || value >= T.CreateTruncating(count))
            {
                throw new ArgumentException($"{name} holds {value}; it needs whole numbers from 0 to {count - 1}.", name);
            }
        }
    }

    /// <summary>The index of the first element that is infinite or not a number, or -1.</summary>
    public static int FirstNotFinite<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // x - x is zero for every finite x, and not a number for all others
        int k = 0;
        for (; k + Vector<T>.Count <= values.Length; k += Vector<T>.Count)
        {
            var x = Lanes.Load(values, k);
            if (!Vector.EqualsAll(x - x, Vector<T>.Zero))
            {
                break;
            }
        }

        for (; k < values.Length; k++)
        {
            if (!T.IsFinite(values[k]))
            {
                return k;
            }
        }

        return -1;
    }

    /// <summary>Targets have the prediction's shape, or lack its last axis where the loss takes one number for it.</summary>
    public static void Target<T>(Loss loss, Tensor<T> target, ReadOnlySpan<int> prediction)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int width = loss.TargetWidth(prediction[^1]);
        ReadOnlySpan<int> got = target.ShapeArray;
        bool shorterFits = width == 1 && got.SequenceEqual(prediction[..^1]);
        bool fits = got.Length == prediction.Length && got[..^1].SequenceEqual(prediction[..^1]) && got[^1] == width;
        if (!fits && !shorterFits)
        {
            int[] full = [.. prediction[..^1], width];
            string shorter = width == 1 ? $" or {Shapes.Text(prediction[..^1])}" : "";
            throw new ArgumentException(
                $"The target has shape {Shapes.Text(target.ShapeArray)}; {loss.Name} of a prediction {Shapes.Text(prediction)} needs {Shapes.Text(full)}{shorter}.", "y");
        }

        loss.CheckTargets(target, prediction[^1]);
    }

    public static void SampleWeight<T>(Tensor<T>? weight, int samples, int steps, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (weight is null)
        {
            return;
        }

        bool perSample = weight.Rank == 1 && weight.Shape[0] == samples;
        bool perStep = weight.Rank == 2 && weight.Shape[0] == samples && weight.Shape[1] == steps;
        if (!perSample && !perStep)
        {
            throw new ArgumentException($"The sample weight has shape {Shapes.Text(weight.ShapeArray)}; it needs [{samples}] or [{samples}, {steps}].", name);
        }

        Finite(weight, name);
    }

    private static void Masks<T>(Network<T> network, Dictionary<int, Tensor<T>> masks, Tensor<T> x, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (var (layer, mask) in masks)
        {
            Recurrent(network, layer, "mask");
            if (mask.Rank != 2 || mask.Shape[0] != x.Shape[0] || mask.Shape[1] != x.Shape[1])
            {
                throw new ArgumentException(
                    $"The mask of layer {layer} has shape {Shapes.Text(mask.ShapeArray)}; it needs [{x.Shape[0]}, {x.Shape[1]}], a number for each step.", name);
            }

            Finite(mask, "mask");
        }
    }

    private static RecurrentShape Recurrent<T>(Network<T> network, int layer, string what)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (layer < 0 || layer >= network.Layers.Count || network.Layers[layer] is not IKeepsState keeps)
        {
            throw new ArgumentException($"The {what} is for layer {layer}; the model's recurrent layers are {network.RecurrentLayers()}.");
        }

        return new RecurrentShape(keeps.StateCount, keeps.StateUnits);
    }

    private static void InitialStates<T>(RecurrentShape shape, int layer, Tensor<T>[] states, int samples, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool fits = states.Length == shape.States;
        foreach (var state in states)
        {
            fits &= state.ShapeArray is [int rows, int units] && rows == samples && units == shape.Units;
            Finite(state, "initial state");
        }

        if (!fits)
        {
            string got = string.Join(", ", states.Select(s => Shapes.Text(s.ShapeArray)));
            throw new ArgumentException(
                $"The initial state of layer {layer} is {states.Length} tensors ({got}); it needs {shape.States} of shape [{samples}, {shape.Units}].", name);
        }
    }

    private readonly record struct RecurrentShape(int States, int Units);
}

/// <summary>A layer with states that may be given and read.</summary>
internal interface IKeepsState
{
    int StateCount { get; }

    int StateUnits { get; }
}

/// <summary>A first layer whose input is whole numbers, [samples, steps].</summary>
internal interface IReadsIndices
{
    // inputs are 0, ..., Count - 1
    int Count { get; }
}
