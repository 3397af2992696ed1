using System.Numerics;

namespace Recurrent;

/// <summary>Everything that one pass forward and backward went through; made by <see cref="Sequential{T}.Trace"/>.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed class Trace<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Trace(double? loss, Tensor<T> output, Tensor<T>? outputGradient, Tensor<T>? inputGradient, IReadOnlyList<LayerTrace<T>> layers)
    {
        Loss = loss;
        Output = output;
        OutputGradient = outputGradient;
        InputGradient = inputGradient;
        Layers = layers;
    }

    /// <summary>The loss, where targets were given.</summary>
    public double? Loss { get; }

    /// <summary>Output of the model: [samples, units] or [samples, steps, units].</summary>
    public Tensor<T> Output { get; }

    /// <summary>Gradient by the output, of its shape; null without a backward pass.</summary>
    public Tensor<T>? OutputGradient { get; }

    /// <summary>Gradient by the input, of its shape; null without a backward pass.</summary>
    public Tensor<T>? InputGradient { get; }

    /// <summary>The layers, first layer first.</summary>
    public IReadOnlyList<LayerTrace<T>> Layers { get; }

    /// <summary>The layer of that name.</summary>
    /// <param name="layer">Such as lstm_1.</param>
    /// <exception cref="ArgumentException">No such layer.</exception>
    public LayerTrace<T> this[string layer] => Layers.FirstOrDefault(l => l.Name == layer)
        ?? throw new ArgumentException($"No layer is called \"{layer}\"; the layers are {string.Join(", ", Layers.Select(l => l.Name))}.", nameof(layer));

    internal static Trace<T> Run(
        Network<T> network, in Inputs<T> inputs, Tensor<T>? y, Tensor<T>? sampleWeight, Tensor<T>? outputGradient, Loss? loss, bool cutHiddenPath)
    {
        int samples = inputs.X.Shape[0];
        int steps = network.Steps(inputs);
        bool backward = y is not null || outputGradient is not null;
        var chunk = network.NewChunk();
        chunk.Resize(steps, 0, samples);
        foreach (var pass in chunk.Passes)
        {
            pass.PrepareCarriedStates(samples);
            foreach (var recurrence in pass.Recurrences)
            {
                recurrence.CutHiddenPath = cutHiddenPath;
                recurrence.Record = backward ? recurrence.NewRecord() : null;
            }
        }

        int[] order = [.. Enumerable.Range(0, samples)];
        network.PackForward();
        chunk.Load(inputs, order);
        chunk.Forward(training: false);
        double? value = null;
        if (y is not null)
        {
            double scale = loss!.Scale(chunk.OutputSteps * samples);
            chunk.Score(loss, y, sampleWeight, order, scale);
            value = chunk.LossSum() * scale;
        }
        else if (outputGradient is not null)
        {
            int[] shape = network.Output.Sequence ? [samples, steps, network.Output.Features] : [samples, network.Output.Features];
            if (!outputGradient.ShapeArray.AsSpan().SequenceEqual(shape))
            {
                throw new ArgumentException(
                    $"outputGradient has shape {Shapes.Text(outputGradient.ShapeArray)}; the model's output is {Shapes.Text(shape)}.", nameof(outputGradient));
            }

            chunk.SetOutputGradient(outputGradient);
        }

        Tensor<T>? dOutput = null;
        AlignedBuffer<T>? gradients = null;
        if (backward)
        {
            network.PackBackward(inputGradient: true);
            dOutput = SampleMajor(chunk.OutputGradient, network.Output, steps, samples);
            chunk.Backward(inputGradient: true);
            gradients = new AlignedBuffer<T>(network.Parameters.Count);
            GradientSums<T>.Add(chunk, gradients);
        }

        var layers = new List<LayerTrace<T>>();
        for (int k = 0; k < chunk.Passes.Length; k++)
        {
            var output = SampleMajor(chunk.Passes[k].Output, network.OutputShapes[k], steps, samples);
            var slices = network.Parameters.Slices.Where(s => s.Layer == k).ToList();
            layers.Add(new LayerTrace<T>(network.Names[k], output, chunk.Input(k).ToArray(), chunk.Passes[k].Recurrences, slices, gradients)
            {
                AttentionWeights = (chunk.Passes[k] as AttentionReadoutPass<T>)?.WeightsBySample(),
            });
        }

        var dInput = backward ? SampleMajor(chunk.InputGradient, network.Input, steps, samples).Reshape(inputs.X.ShapeArray) : null;
        return new Trace<T>(value, SampleMajor(chunk.Output, network.Output, steps, samples), dOutput, dInput, layers);
    }

    // [steps, samples, width] to [samples, steps, width], or [samples, width] without steps
    private static Tensor<T> SampleMajor(ReadOnlySpan<T> values, LayerShape shape, int steps, int samples)
    {
        int width = shape.Features;
        var tensor = shape.Sequence ? new Tensor<T>(samples, steps, width) : new Tensor<T>(samples, width);
        for (int t = 0; t < (shape.Sequence ? steps : 1); t++)
        {
            for (int b = 0; b < samples; b++)
            {
                values.Slice(((t * samples) + b) * width, width).CopyTo(tensor.Row(b)[(t * width)..]);
            }
        }

        return tensor;
    }
}
