using System.Numerics;

namespace Recurrent.Tests;

/// <summary>Full-batch updates: the loss before each, then loss, output and weights after the last.</summary>
internal static class TrainCase
{
    public static void Check<T>(ReferenceCase reference)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var model = ReferenceModel.Build<T>(reference);
        var inputs = ReferenceModel.Inputs<T>(reference);
        var target = reference["target"].Tensor<T>();
        var weight = ReferenceModel.SampleWeight<T>(reference);
        double[] losses = [.. Enumerable.Range(0, reference["steps"].GetInt32()).Select(_ => model.TrainOnBatch(inputs, target, weight))];
        var expected = reference.Expected;
        double[] wanted = [.. expected.GetProperty("loss_per_step").EnumerateArray().Select(v => v.GetDouble())];
        for (int step = 0; step < wanted.Length; step++)
        {
            Tolerance.TrainingLoss<T>(reference).Check(wanted[step], losses[step], $"loss before update {step + 1}");
        }

        if (expected.Has("final_loss", out var loss))
        {
            Tolerance.TrainingLoss<T>(reference).Check(loss.GetDouble(), model.Evaluate(inputs, target, sampleWeight: weight), "final loss");
        }

        if (expected.Has("final_output", out var output))
        {
            Tolerance.Trained<T>(reference).Check(output, model.Predict(inputs), "final output");
        }

        CheckWeights(reference, model);
    }

    public static void CheckWeights<T>(ReferenceCase reference, Sequential<T> model)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!reference.Expected.Has("final_weights", out var weights))
        {
            return;
        }

        foreach (var (layer, name, value) in ReferenceModel.Weights(weights))
        {
            Tolerance.Trained<T>(reference).Check(value, model[layer, name], $"layer {layer} {name}");
        }
    }
}
